using System.Diagnostics;
using System.Globalization;
using Docker.DotNet;
using Docker.DotNet.Models;
using ImageGuard.Engines;

namespace ImageGuard.Benchmarks;

/// <summary>What operations cost one another: removals under a load of creating ones, and builds beside a removal that does not concern them.</summary>
internal sealed class ContentionBenchmarks(IDockerClient client, DockerImageGuard guard)
{
    private const int Removals = 500;
    private const int Lanes = 4;
    private const int Builds = 8;
    private const int BuildSeconds = 10;
    private const int BuildRuns = 3;
    private const double LeastThroughput = 0.95;

    private readonly Report _report = new();

    /// <summary>Measures everything and writes the documented tables. The exit code tells whether all promises hold.</summary>
    public async Task<int> RunAsync()
    {
        var version = await client.System.GetVersionAsync();
        _report.Text($"""
            # What operations cost one another

            Written by `dotnet run -c Release --project tests/GuardBenchmarks -- contention`, on Docker {version.Version} and {Environment.ProcessorCount} cores, without a
            journal. Milliseconds.

            Other programs kept the machine busy to this degree when the run began (load average of 1, 5 and 15 minutes): {Machine.Load()}.

            ## Removals under load

            {Removals} images are removed one after another while {Lanes} lanes load and tag images all the time: once all with plain Docker.DotNet, once all
            through one guard.

            """);
        _report.Header("removals", "all together", "median", "99th percentile", "operations of the lanes meanwhile, a second");
        await MeasureRemovalsAsync("plain", archive => client.LoadAsync(archive), TagPlainAsync, client.RemoveImageAsync);
        await MeasureRemovalsAsync("guard", archive => guard.LoadAsync(new MemoryStream(archive)), (name, newName) => guard.TagAsync(name, newName), name => guard.RemoveAsync(name));

        _report.Text($"""

            ## A removal beside builds

            {Builds} builds that take {BuildSeconds} seconds each, from bases of their own. A second after they have begun, an image is removed that has nothing to do with
            them. Promised: the removal waits for none of them, and the builds keep {LeastThroughput:P0} of their plain throughput. Medians.

            """);
        _report.Header("builds", "runs", "plain", "guard", "throughput", "the longest removal");
        await MeasureBuildsAsync();

        _report.Text($"\nThe load average at the end of the run: {Machine.Load()}.");
        return await _report.SaveAsync("contention-benchmarks.md");
    }

    private async Task MeasureRemovalsAsync(
        string name, Func<byte[], Task> loadAsync, Func<string, string, Task> tagAsync, Func<string, Task> removeAsync)
    {
        var doomed = Enumerable.Range(0, Removals).Select(_ => TestImage.NewName("doomed")).ToArray();
        foreach (var image in doomed)
        {
            await client.LoadNewAsync(image);
        }

        using var end = new CancellationTokenSource();
        var lanes = Enumerable.Range(0, Lanes).Select(_ => WorkAsync(loadAsync, tagAsync, end.Token)).ToArray();
        var times = new List<double>();
        var clock = Stopwatch.StartNew();
        foreach (var image in doomed)
        {
            var start = clock.Elapsed;
            await removeAsync(image);
            times.Add((clock.Elapsed - start).TotalMilliseconds);
        }

        var all = clock.Elapsed;
        await end.CancelAsync();
        var done = (await Task.WhenAll(lanes)).Sum();
        times.Sort();
        _report.Row(
            true, name, Number(all.TotalMilliseconds), Number(times[Removals / 2]), Number(times[Removals * 99 / 100]), Number(done / all.TotalSeconds));
    }

    /// <summary>Loads and tags until the end, and tells how often.</summary>
    private static async Task<int> WorkAsync(Func<byte[], Task> loadAsync, Func<string, string, Task> tagAsync, CancellationToken end)
    {
        var name = TestImage.NewName("kept");
        var archive = TestImage.Create().ToArchive(name);
        var done = 0;
        while (!end.IsCancellationRequested)
        {
            await loadAsync(archive);
            await tagAsync(name, TestImage.NewName("tagged"));
            done += 2;
        }

        return done;
    }

    private async Task MeasureBuildsAsync()
    {
        var bases = Enumerable.Range(0, Builds).Select(_ => TestImage.NewName("base")).ToArray();
        foreach (var image in bases)
        {
            await client.LoadNewAsync(image);
        }

        var removals = new List<double>();
        var unrelated = "";
        var times = await new Comparison(BuildRuns).MeasureAsync(
            async () => await client.LoadNewAsync(unrelated = TestImage.NewName("unrelated")),
            () => BesideAsync(
                [.. bases.Select(from => client.BuildAsync(Slow(from), TestImage.NewName("built")))],
                () => client.RemoveImageAsync(unrelated)),
            async () => removals.Add(await BesideAsync(
                [.. bases.Select(from => guard.BuildAsync(TestImages.BuildContext(Slow(from)), TestImages.BuildParameters(TestImage.NewName("built"))))],
                () => guard.RemoveAsync(unrelated))));
        var longestRemoval = removals.Max();
        var throughput = times[0] / times[1];
        _report.Row(
            throughput >= LeastThroughput && longestRemoval < BuildSeconds * 1000 / 2,
            $"{Builds}",
            $"{BuildRuns}",
            Number(times[0]),
            Number(times[1]),
            throughput.ToString("P0", CultureInfo.InvariantCulture),
            Number(longestRemoval));
    }

    /// <summary>Removes an image when the builds are under way, waits for them, and tells how long the removal took.</summary>
    private static async Task<double> BesideAsync(Task[] builds, Func<Task> removeAsync)
    {
        await Task.Delay(1000);
        var clock = Stopwatch.StartNew();
        await removeAsync();
        var removal = clock.Elapsed.TotalMilliseconds;
        await Task.WhenAll(builds);
        return removal;
    }

    /// <summary>No cache knows the step, for no two are the same.</summary>
    private static string Slow(string from) => $"FROM {from}\nRUN /bin/busybox sleep {BuildSeconds} && /bin/busybox echo {Guid.NewGuid()}\n";

    private Task TagPlainAsync(string name, string newName)
    {
        var reference = newName.Split(':');
        return client.Images.TagImageAsync(name, new ImageTagParameters { RepositoryName = reference[0], Tag = reference[1] });
    }

    private static string Number(double value) => value.ToString("0", CultureInfo.InvariantCulture);
}
