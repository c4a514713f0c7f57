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
            await Task.Delay(random.Next(50, 250));
            var victim = random.Next(Workers);
            holds.AddRange(await workers[victim].KillAsync());
            workers[victim] = Worker.Start(folder.Path, ++seed);
        }

        await Task.Delay(500);
        var last = Stopwatch.GetTimestamp();
        await Task.Delay(1000);
        foreach (var worker in workers)
        {
            var own = await worker.KillAsync();
            Assert.True(own.Any(hold => hold.Start > last), "A worker no longer gets the lock.");
            holds.AddRange(own);
        }

        Assert.Empty(LockLog.Overlaps(holds));
        Assert.Contains(holds, hold => hold.IsExclusive);
    }

    private sealed class Worker(Process process, string log)
    {
        public static Worker Start(string folder, int seed)
        {
            var log = Path.Combine(folder, $"worker-{seed}.log");
            var assembly = typeof(KilledHolderTests).Assembly.Location;
            return new Worker(
                Process.Start("dotnet", [assembly, folder, log, seed.ToString(CultureInfo.InvariantCulture)]), log);
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
