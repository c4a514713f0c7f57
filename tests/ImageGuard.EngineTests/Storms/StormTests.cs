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
        var report = await RunAsync(seed: 0, Enumerable.Repeat(StormStyle.Unguarded, 4));

        Assert.Contains(report.Harm, harm => harm.Key.StartsWith("build failed", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task With_the_guard_there_is_none(int seed)
    {
        var report = await RunAsync(
            seed, [StormStyle.Guard, StormStyle.GuardedClient, StormStyle.Guard, StormStyle.GuardedClient]);

        Assert.Empty(report.Harm);
    }

    /// <summary>Each process stands for a machine: it has a lock folder of its own.</summary>
    [Fact]
    public async Task Machines_that_share_nothing_but_PostgreSQL_do_no_harm()
    {
        await using var postgres = await PostgresServer.StartAsync();

        var report = await RunAsync(
            seed: 50, [StormStyle.Guard, StormStyle.GuardedClient, StormStyle.Guard, StormStyle.GuardedClient], postgres.ConnectionString());

        Assert.Empty(report.Harm);
    }

    private static int? Setting(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : null;

    private async Task<StormReport> RunAsync(int seed, IEnumerable<StormStyle> processes, string? postgres = null)
    {
        await using var registry = new LoopbackRegistry();
        var folder = Directory.CreateTempSubdirectory("imageguard-storm-").FullName;
        try
        {
            var plan = await PrepareAsync(folder, registry, postgres);
            await using var unnamed = UnnamedImages.Watch(_client);
            var report = StormReport.Sum(await RunAsync(plan, seed, [.. processes]));
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

    private static async Task<StormReport[]> RunAsync(StormPlan plan, int seed, StormStyle[] styles)
    {
        var planFile = plan.Write();
        var workers = styles
            .Select((style, i) => Process.Start(
                "dotnet", [typeof(StormTests).Assembly.Location, StormWorker.Role, planFile, $"{i}", $"{(seed * 100) + i}", $"{style}"]))
            .ToArray();
        await Task.WhenAll(workers.Select(worker => worker.WaitForExitAsync()));
        foreach (var worker in workers)
        {
            Assert.Equal(0, worker.ExitCode);
            worker.Dispose();
        }

        return [.. styles.Select((_, i) => StormReport.Read(plan.Report(i)))];
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
        foreach (var image in await unnamed.NotAskedForAsync(ids, plan.MovingRepository + ":1"))
        {
            report.CountHarm("unnamed image that nobody asked for");
            output.WriteLine($"Unnamed: {image}");
        }
    }
}
