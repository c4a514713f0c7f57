using System.Diagnostics;
using System.Globalization;
using Docker.DotNet;
using ImageGuard.Engines;
using ImageGuard.LockServers;
using Xunit.Abstractions;

namespace ImageGuard.EngineTests.Storms;

/// <summary>
/// Four processes, one engine, the same few images: without the guard it goes wrong, with it nothing does. The usual run is the short form;
/// <c>bash tests/long.sh</c> runs the long one.
/// </summary>
[Collection(OneEngine.Name)]
public sealed class StormTests(GuardFixture fixture, ITestOutputHelper output)
{
    private readonly IDockerClient _client = fixture.Client;

    /// <summary>The seeds of the storms with the guard: two in the short form.</summary>
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, Setting("IMAGEGUARD_STORM_SEEDS") ?? 2)];

    private static TimeSpan Duration => TimeSpan.FromSeconds(Setting("IMAGEGUARD_STORM_SECONDS") ?? 15);

    [Fact]
    public async Task Without_the_guard_there_is_harm()
    {
        var report = await RunAsync(seed: 0, [.. Enumerable.Repeat(new StormProcess(StormStyle.Unguarded), 4)]);

        Assert.Contains(report.Harm, harm => harm.Key.StartsWith("build failed", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task With_the_guard_there_is_none(int seed)
    {
        var report = await RunAsync(seed, StormProcess.Guarded());

        Assert.Empty(report.Harm);
    }

    /// <summary>Each process stands for a machine: it has a lock folder of its own.</summary>
    [Fact]
    public async Task Machines_that_share_nothing_but_PostgreSQL_do_no_harm()
    {
        await using var postgres = await PostgresServer.StartAsync();

        var report = await RunAsync(seed: 50, StormProcess.Guarded(), postgres.ConnectionString());

        Assert.Empty(report.Harm);
    }

    /// <summary>
    /// The same while the server of the locks crashes again and again: operations break off, and what the engine still does for them meets
    /// nobody else's.
    /// </summary>
    [Fact]
    public async Task Machines_whose_PostgreSQL_crashes_do_no_harm()
    {
        await using var postgres = await PostgresServer.StartAsync();
        using var end = new CancellationTokenSource();
        var crashes = CrashAsync(postgres, end.Token);

        var report = await RunAsync(seed: 60, StormProcess.Guarded(), postgres.ConnectionString());

        await end.CancelAsync();
        await crashes;
        Assert.Empty(report.Harm);
        Assert.Contains(report.Outcomes.Keys, outcome => outcome.EndsWith(StormReport.BrokenOff, StringComparison.Ordinal));
    }

    /// <summary>
    /// Two machines with networks of their own, and two processes on each. The connections of one machine after another to the server of the
    /// locks are cut while operations are under way.
    /// </summary>
    [Fact]
    public async Task Machines_that_are_cut_off_from_their_locks_do_no_harm()
    {
        await using var postgres = await PostgresServer.StartAsync();
        await using var first = await StormMachine.StartAsync(1, fixture.Endpoint, postgres);
        await using var second = await StormMachine.StartAsync(2, fixture.Endpoint, postgres);
        using var end = new CancellationTokenSource();
        var cuts = CutAsync([first, second], end.Token);

        var report = await RunAsync(seed: 70, StormProcess.Guarded(first, second), postgres.ConnectionString());

        await end.CancelAsync();
        await cuts;
        Assert.Empty(report.Harm);
        Assert.Contains(report.Outcomes.Keys, outcome => outcome.EndsWith(StormReport.BrokenOff, StringComparison.Ordinal));
    }

    private static async Task CutAsync(StormMachine[] machines, CancellationToken cancellationToken)
    {
        for (var i = 0; !cancellationToken.IsCancellationRequested; i++)
        {
            machines[i % machines.Length].CutLocks();
            await Task.Delay(TimeSpan.FromSeconds(2), cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task CrashAsync(ThrowawayServer postgres, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await postgres.CrashAsync();
            await Task.Delay(TimeSpan.FromSeconds(3), cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static int? Setting(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : null;

    private async Task<StormReport> RunAsync(int seed, StormProcess[] processes, string? postgres = null)
    {
        await using var registry = new LoopbackRegistry();
        var folder = Directory.CreateTempSubdirectory("imageguard-storm-").FullName;
        try
        {
            var plan = await PrepareAsync(folder, registry, postgres);
            await using var unnamed = UnnamedImages.Watch(_client);
            var report = StormReport.Sum(await RunAsync(plan, seed, processes));
            await CheckAsync(report, plan, unnamed);
            output.WriteLine(report.ToString());
            await _client.RemoveContainerAsync(plan.Container);
            return report;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<StormPlan> PrepareAsync(string folder, LoopbackRegistry registry, string? postgres)
    {
        await fixture.Guard.PruneAsync(); // What tests before have left unnamed is none of this storm's.
        var run = $"storm-{Guid.NewGuid():n}";
        var source = $"{run}-source:1";
        await _client.LoadNewAsync(source);
        var plan = new StormPlan
        {
            Run = run,
            Endpoint = fixture.Endpoint,
            LockFolder = fixture.LockFolder,
            Postgres = postgres,
            Folder = folder,
            Container = await _client.RunToEndAsync(source, "/bin/busybox", "true"),
            Bases = [.. Enumerable.Range(0, StormPlan.Images).Select(_ => registry.Add(TestImage.Create()))],
            Duration = Duration,
        };
        for (var i = 0; i < StormPlan.Images; i++)
        {
            await File.WriteAllBytesAsync(plan.Archive(i), TestImage.Create().ToArchive(plan.Shared(i)));
        }

        return plan;
    }

    private static async Task<StormReport[]> RunAsync(StormPlan plan, int seed, StormProcess[] processes)
    {
        var workers = processes.Select((process, i) => Start(process, i, plan.On(process.Machine).Write(i), (seed * 100) + i)).ToArray();
        await Task.WhenAll(workers.Select(worker => worker.WaitForExitAsync()));
        foreach (var worker in workers)
        {
            Assert.Equal(0, worker.ExitCode);
            worker.Dispose();
        }

        return [.. processes.Select((_, i) => StormReport.Read(plan.Report(i)))];
    }

    private static Process Start(StormProcess process, int number, string planFile, int seed)
    {
        string[] command = ["dotnet", typeof(StormTests).Assembly.Location, StormWorker.Role, planFile, $"{number}", $"{seed}", $"{process.Style}"];
        command = process.Machine?.Within(command) ?? command;
        return Process.Start(command[0], command[1..]);
    }

    /// <summary>Adds to the report what only the whole shows: lost images, damaged images, unnamed images.</summary>
    private async Task CheckAsync(StormReport report, StormPlan plan, UnnamedImages unnamed)
    {
        foreach (var name in report.Kept)
        {
            try
            {
                using var archive = new MemoryStream();
                await using (var source = await _client.Images.SaveImageAsync(name))
                {
                    await source.CopyToAsync(archive);
                }

                archive.Position = 0;
                ArchiveContent.Verify(archive, name);
            }
            catch (Exception failure) when (failure is DockerApiException or InvalidDataException)
            {
                report.CountHarm($"kept image is lost or damaged: {failure.Message}");
            }
        }

        var ids = report.Pruned.Concat(await unnamed.ListAsync());
        foreach (var image in await unnamed.NotAskedForAsync(
            ids, plan.MovingRepository + ":1", buildsBrokeOff: report.Outcomes.ContainsKey($"build {StormReport.BrokenOff}")))
        {
            report.CountHarm("unnamed image that nobody asked for");
            output.WriteLine($"Unnamed: {image}");
        }
    }
}
