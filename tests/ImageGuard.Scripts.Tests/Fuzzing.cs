using System.Diagnostics;
using System.Globalization;
using CsCheck;

namespace ImageGuard.Scripts.Tests;

/// <summary>
/// Properties that are checked on generated values: on the same ones on every run, or, where a campaign has been asked for
/// (<c>bash tests/long.sh fuzz</c>), on ever new ones until its time is up.
/// </summary>
internal static class Fuzzing
{
    private const uint Stream = 1;

    /// <summary>How long each property is checked in a campaign; null outside of one.</summary>
    private static readonly TimeSpan? Campaign =
        Environment.GetEnvironmentVariable("IMAGEGUARD_FUZZ_SECONDS") is { } seconds
            ? TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture))
            : null;

    /// <summary>Checks a property. What fails is thrown with the seed and the value that it failed on.</summary>
    /// <param name="values">Makes the values.</param>
    /// <param name="check">Throws where a value lacks the property.</param>
    /// <param name="count">How many values are checked outside of a campaign, those of the seeds from 0 on.</param>
    public static void ForEach<T>(this Gen<T> values, Action<T> check, int count = 100)
    {
        foreach (var seed in Seeds(count))
        {
            var value = values.Generate(new PCG(Stream, seed), null!, out _);
            try
            {
                check(value);
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"It fails for the value of seed {seed}: {value}", failure);
            }
        }
    }

    private static IEnumerable<ulong> Seeds(int count)
    {
        if (Campaign is not { } duration)
        {
            return Enumerable.Range(0, count).Select(seed => (ulong)seed);
        }

        var (first, clock) = ((ulong)Random.Shared.NextInt64(), Stopwatch.StartNew());
        return Enumerable.Range(0, int.MaxValue).TakeWhile(_ => clock.Elapsed < duration).Select(seed => first + (ulong)seed);
    }
}
