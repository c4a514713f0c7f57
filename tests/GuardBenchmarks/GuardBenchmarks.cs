using System.Globalization;
using Docker.DotNet;
using Docker.DotNet.Models;
using ImageGuard.Engines;

namespace ImageGuard.Benchmarks;

/// <summary>What is measured, and what is promised of it.</summary>
internal sealed class GuardBenchmarks(IDockerClient client, DockerImageGuard guard)
{
    private const int SmallRuns = 100;
    private const int LargeRuns = 15;
    private const int ParallelLoads = 8;
    private const int ParallelMegabytes = 20;

    private const double AllowedForSmall = 1.3;
    private const double AllowedForLarge = 1.05;
    private const double LeastThroughput = 0.95;

    private readonly Report _report = new();

    /// <summary>Measures everything and writes the documented tables. The exit code tells whether all promises hold.</summary>
    public async Task<int> RunAsync()
    {
        var version = await client.System.GetVersionAsync();
        _report.Text($"""
            # What the guard costs

            Written by `dotnet run -c Release --project tests/GuardBenchmarks`, on Docker {version.Version} and {Environment.ProcessorCount} cores. Medians in milliseconds;
            plain Docker.DotNet and the guard take turns. Promised: at most {AllowedForSmall} times as long for tag and remove, {AllowedForLarge} times
            for load and save. No other operation is under way, so remove need not ask which image it is that is to go.

            Other programs kept the machine busy to this degree when the run began (load average of 1, 5 and 15 minutes): {Machine.Load()}.

            """);
        _report.Header("operation", "runs", "plain", "guard", "ratio");
        await MeasureTagAsync();
        await MeasureRemoveAsync();
        await MeasureLoadAsync(megabytes: 5, SmallRuns);
        await MeasureLoadAsync(megabytes: 200, LargeRuns);
        await MeasureSaveAsync(megabytes: 200, LargeRuns);

        _report.Text($"""

            ## Side by side

            {ParallelLoads} different images of {ParallelMegabytes} MB, loaded at a time: the guard lets them run side by side, one lock for all would not. Promised: at
            least {LeastThroughput:P0} of the plain throughput.

            """);
        _report.Header("operation", "runs", "plain", "guard", "one lock for all", "throughput of the guard");
        await MeasureParallelLoadsAsync();

        _report.Text($"\nThe load average at the end of the run: {Machine.Load()}.");
        return await _report.SaveAsync("guard-benchmarks.md");
    }

    private async Task MeasureTagAsync()
    {
        var name = TestImage.NewName("tag");
        var (plain, guarded) = (TestImage.NewRepository("plain"), TestImage.NewRepository("guarded"));
        await client.LoadNewAsync(name);
        await CompareAsync(
            "tag",
            SmallRuns,
            AllowedForSmall,
            () => Task.CompletedTask,
            () => client.Images.TagImageAsync(name, new ImageTagParameters { RepositoryName = plain, Tag = "1" }),
            () => guard.TagAsync(name, guarded + ":1"));
    }

    private async Task MeasureRemoveAsync()
    {
        var name = TestImage.NewName("remove");
        var archive = TestImage.Create().ToArchive(name);
        await CompareAsync(
            "remove",
            SmallRuns,
            AllowedForSmall,
            () => client.LoadAsync(archive),
            () => client.RemoveImageAsync(name),
            () => guard.RemoveAsync(name));
    }

    private async Task MeasureLoadAsync(int megabytes, int runs)
    {
        var name = TestImage.NewName("load");
        var archive = TestImage.Create(megabytes).ToArchive(name);
        await CompareAsync(
            $"load {megabytes} MB",
            runs,
            AllowedForLarge,
            () => RemoveIfThereAsync(name),
            () => client.LoadAsync(archive),
            () => guard.LoadAsync(new MemoryStream(archive)));
        await client.RemoveImageAsync(name);
    }

    private async Task MeasureSaveAsync(int megabytes, int runs)
    {
        var name = TestImage.NewName("save");
        await client.LoadNewAsync(name, megabytes);
        await CompareAsync(
            $"save {megabytes} MB",
            runs,
            AllowedForLarge,
            () => Task.CompletedTask,
            async () =>
            {
                await using var archive = await client.Images.SaveImageAsync(name);
                await archive.CopyToAsync(Stream.Null);
            },
            () => guard.SaveAsync([name], Stream.Null));
        await client.RemoveImageAsync(name);
    }

    private async Task MeasureParallelLoadsAsync()
    {
        var names = Enumerable.Range(0, ParallelLoads).Select(_ => TestImage.NewName("parallel")).ToArray();
        var archives = names.Select(name => TestImage.Create(ParallelMegabytes).ToArchive(name)).ToArray();
        var times = await new Comparison(LargeRuns).MeasureAsync(
            () => Task.WhenAll(names.Select(RemoveIfThereAsync)),
            () => Task.WhenAll(archives.Select(archive => client.LoadAsync(archive))),
            () => Task.WhenAll(archives.Select(archive => guard.LoadAsync(new MemoryStream(archive)))),
            async () =>
            {
                foreach (var archive in archives)
                {
                    await client.LoadAsync(archive);
                }
            });
        var throughput = times[0] / times[1];
        _report.Row(
            throughput >= LeastThroughput,
            $"{ParallelLoads} loads",
            [$"{LargeRuns}", .. times.Select(Milliseconds), throughput.ToString("P0", CultureInfo.InvariantCulture)]);
    }

    private async Task CompareAsync(
        string name, int runs, double allowed, Func<Task> prepareAsync, Func<Task> plainAsync, Func<Task> guardedAsync)
    {
        var times = await new Comparison(runs).MeasureAsync(prepareAsync, plainAsync, guardedAsync);
        var ratio = times[1] / times[0];
        _report.Row(
            ratio <= allowed, name, $"{runs}", Milliseconds(times[0]), Milliseconds(times[1]), ratio.ToString("0.00", CultureInfo.InvariantCulture));
    }

    private async Task RemoveIfThereAsync(string name)
    {
        if (await client.FindImageAsync(name) is not null)
        {
            await client.RemoveImageAsync(name);
        }
    }

    private static string Milliseconds(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);
}
