using System.Diagnostics;

namespace ImageGuard.Benchmarks;

/// <summary>Times several ways to do one thing, in turns, so that a busy moment of the machine meets them all.</summary>
internal sealed class Comparison(int runs)
{
    /// <summary>The median of each way, in milliseconds.</summary>
    /// <param name="prepareAsync">What comes before each run, and is not timed.</param>
    /// <param name="ways">The ways.</param>
    public async Task<double[]> MeasureAsync(Func<Task> prepareAsync, params Func<Task>[] ways)
    {
        var times = ways.Select(_ => new List<double>()).ToArray();
        for (var run = -1; run < runs; run++)
        {
            for (var turn = 0; turn < ways.Length; turn++)
            {
                var way = (turn + run + 1) % ways.Length;
                await prepareAsync();
                var clock = Stopwatch.StartNew();
                await ways[way]();
                if (run >= 0) // The first run only warms up.
                {
                    times[way].Add(clock.Elapsed.TotalMilliseconds);
                }
            }
        }

        return [.. times.Select(Median)];
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }
}
