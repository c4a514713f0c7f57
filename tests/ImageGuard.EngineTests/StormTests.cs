using System.Diagnostics;
using System.Globalization;
using Docker.DotNet.Models;
using ImageGuard.Engines;
using Xunit.Abstractions;

namespace ImageGuard.EngineTests;

/// <summary>Four processes, one engine, the same few images: without the guard it goes wrong, with it nothing does.</summary>
[Collection(OneEngine.Name)]
public sealed class StormTests(GuardFixture fixture, ITestOutputHelper output)
{
    private const int Processes = 4;

    /// <summary>15 s in the usual run; <c>IMAGEGUARD_STORM_SECONDS=60</c> runs the full form.</summary>
    private static int Seconds =>
        int.TryParse(Environment.GetEnvironmentVariable("IMAGEGUARD_STORM_SECONDS"), CultureInfo.InvariantCulture, out var seconds)
            ? seconds
            : 15;

    [FullStormFact]
    public async Task Without_the_guard_there_is_harm() => Assert.NotEmpty(Harm(await RunAsync(guarded: false, seed: 1)));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task With_the_guard_there_is_none(int seed)
    {
        Assert.Empty(Harm(await RunAsync(guarded: true, seed)));
    }

    [FullStormFact]
    public async Task With_the_guard_no_image_loses_its_name()
    {
        await RunAsync(guarded: true, seed: 3);
        var unnamed = await fixture.Client.Images.ListImagesAsync(new ImagesListParameters
        {
            Filters = new Dictionary<string, IDictionary<string, bool>> { ["dangling"] = new Dictionary<string, bool> { ["true"] = true } },
        });
        Assert.Empty(unnamed);
    }

    private static IEnumerable<string> Harm(IEnumerable<string> lines) =>
        lines.Where(line => line.Contains("HARM", StringComparison.Ordinal));

    private async Task<List<string>> RunAsync(bool guarded, int seed)
    {
        await using var registry = new LoopbackRegistry();
        var folder = Directory.CreateTempSubdirectory("imageguard-storm-").FullName;
        var run = StormPlan.NewRun();
        await fixture.Client.LoadNewAsync(StormPlan.Base(run));
        for (var i = 0; i < StormPlan.Images; i++)
        {
            await File.WriteAllBytesAsync(
                Path.Combine(folder, $"{i}.tar"), TestImage.Create().ToArchive(StormPlan.Name(run, i)));
        }

        var container = await fixture.Client.RunToEndAsync(StormPlan.Base(run), "/bin/busybox", "true");
        await fixture.Guard.PruneAsync();
        var pulled = registry.Add(TestImage.Create());
        var plan = new StormPlan(run, fixture.Endpoint.ToString(), fixture.LockFolder, folder, container, pulled, Seconds);
        var planFile = plan.Write();
        var workers = Enumerable.Range(0, Processes)
            .Select(i => Process.Start("dotnet",
            [
                typeof(StormTests).Assembly.Location, planFile, $"{(seed * 100) + i}", Path.Combine(folder, $"{i}.result"), $"{guarded}",
            ]))
            .ToArray();
        await Task.WhenAll(workers.Select(worker => worker.WaitForExitAsync()));

        var lines = new List<string>();
        for (var i = 0; i < Processes; i++)
        {
            Assert.Equal(0, workers[i].ExitCode);
            workers[i].Dispose();
            lines.AddRange(await File.ReadAllLinesAsync(Path.Combine(folder, $"{i}.result")));
        }

        await fixture.Client.RemoveContainerAsync(container);
        Directory.Delete(folder, recursive: true);
        lines.ForEach(output.WriteLine);
        return lines;
    }
}
