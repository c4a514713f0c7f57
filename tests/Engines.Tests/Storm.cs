using System.Diagnostics;
using Xunit.Abstractions;

namespace ImageGuard.Engines.Tests;

/// <summary>
/// Repeats a round of overlapping operations until it does harm. Races have no certain round; the limit is many times what
/// the slowest run needed, so that a test which reaches it has shown that the engine has changed.
/// </summary>
internal static class Storm
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    /// <summary>Returns the first harm, which the round tells by a result that is not null.</summary>
    public static async Task<T> UntilHarmAsync<T>(ITestOutputHelper output, Func<int, Task<T?>> roundAsync)
        where T : class
    {
        var clock = Stopwatch.StartNew();
        for (var round = 1; clock.Elapsed < Limit; round++)
        {
            if (await roundAsync(round) is { } harm)
            {
                output.WriteLine($"Harm in round {round} after {clock.Elapsed.TotalSeconds:F1} s: {harm}");
                return harm;
            }
        }

        throw new TimeoutException($"No round did harm within {Limit.TotalSeconds} s.");
    }

    /// <summary>Fails if one of so many rounds does harm.</summary>
    public static async Task NoHarmAsync<T>(int rounds, Func<int, Task<T?>> roundAsync)
        where T : class
    {
        for (var round = 1; round <= rounds; round++)
        {
            Assert.Null(await roundAsync(round));
        }
    }
}
