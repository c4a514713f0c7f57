using System.Diagnostics;
using System.Globalization;

namespace ImageGuard.Tests.Locks;

/// <summary>Processes that hold locks are killed at random: no lock is stuck, and none is held twice.</summary>
public sealed class KilledHolderTests
{
    private const int Workers = 3;

    /// <summary>20 kills in the usual run; <c>IMAGEGUARD_KILLS=200</c> runs the full form.</summary>
    private static int Kills =>
        int.TryParse(Environment.GetEnvironmentVariable("IMAGEGUARD_KILLS"), CultureInfo.InvariantCulture, out var kills) ? kills : 20;

    [Fact]
    public async Task A_killed_holder_leaves_no_lock_behind_and_lets_nobody_in_twice()
    {
        using var folder = new TemporaryFolder();
        var random = new Random(20);
        var seed = 0;
        var holds = new List<LockLog.Hold>();
        var workers = Enumerable.Range(0, Workers).Select(_ => Worker.Start(folder.Path, ++seed)).ToArray();
        for (var kill = 0; kill < Kills; kill++)
        {
            var victim = random.Next(Workers);
            await workers[victim].WaitForHoldAsync(since: 0);
            await Task.Delay(random.Next(50));
            holds.AddRange(await workers[victim].KillAsync());
            workers[victim] = Worker.Start(folder.Path, ++seed);
        }

        var last = Stopwatch.GetTimestamp();
        foreach (var worker in workers)
        {
            await worker.WaitForHoldAsync(last);
        }

        foreach (var worker in workers)
        {
            holds.AddRange(await worker.KillAsync());
        }

        Assert.Empty(LockLog.Overlaps(holds));
        Assert.Contains(holds, hold => hold.IsExclusive);
    }

    private sealed class Worker(Process process, string log)
    {
        private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

        public static Worker Start(string folder, int seed)
        {
            var log = Path.Combine(folder, $"worker-{seed}.log");
            var assembly = typeof(KilledHolderTests).Assembly.Location;
            return new Worker(
                Process.Start("dotnet", [assembly, folder, log, seed.ToString(CultureInfo.InvariantCulture)]), log);
        }

        /// <summary>Waits until it has got the lock after a moment; a worker that has just been started first has to come up.</summary>
        public async Task WaitForHoldAsync(long since)
        {
            var clock = Stopwatch.StartNew();
            while (!File.Exists(log) || !LockLog.Read(log, long.MaxValue).Any(hold => hold.Start > since))
            {
                Assert.True(clock.Elapsed < Limit, "A worker does not get the lock.");
                await Task.Delay(20);
            }
        }

        public async Task<List<LockLog.Hold>> KillAsync()
        {
            var asked = Stopwatch.GetTimestamp(); // The lock may be free from here on: it is the earliest end of an unfinished hold.
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
            return File.Exists(log) ? LockLog.Read(log, killed: asked) : [];
        }
    }
}
