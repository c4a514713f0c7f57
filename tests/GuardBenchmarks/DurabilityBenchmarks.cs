using System.Diagnostics;
using System.Globalization;
using Docker.DotNet;
using ImageGuard.Engines;

namespace ImageGuard.Benchmarks;

/// <summary>What it costs that an operation is on disk when it returns, and in the journal before it begins.</summary>
internal sealed class DurabilityBenchmarks(IDockerClient client, Func<ImageGuardOptions, Task<DockerImageGuard>> openAsync, string folder)
{
    private const double Allowed = 1.1;

    private readonly Report _report = new();

    /// <summary>Measures everything and writes the documented table. The exit code tells whether the promise holds.</summary>
    public async Task<int> RunAsync()
    {
        var version = await client.System.GetVersionAsync();
        _report.Text($"""
            # What durability costs

            Written by `dotnet run -c Release --project tests/GuardBenchmarks -- durability`, on Docker {version.Version} and {Environment.ProcessorCount} cores. Medians in milliseconds of loads
            from a file; the ways take turns. Promised: with the journal and the flush, at most {Allowed} times as long as a plain load that
            `sync -f` follows.

            Other programs kept the machine busy to this degree when the run began (load average of 1, 5 and 15 minutes): {Machine.Load()}.

            """);
        _report.Header("load", "runs", "plain", "plain, sync -f", "guard: flush", "guard: background", "guard: no journal", "flush to sync -f");
        await MeasureAsync(megabytes: 5, runs: 40);
        await MeasureAsync(megabytes: 200, runs: 15);
        _report.Text($"\nThe load average at the end of the run: {Machine.Load()}.");
        return await _report.SaveAsync("durability-benchmarks.md");
    }

    private async Task MeasureAsync(int megabytes, int runs)
    {
        var name = TestImage.NewName("durable");
        var path = Path.Combine(folder, $"{megabytes}.tar");
        await File.WriteAllBytesAsync(path, TestImage.Create(megabytes).ToArchive(name));
        var dataFolder = (await client.System.GetSystemInfoAsync()).DockerRootDir;
        await using var flushing = await openAsync(new ImageGuardOptions { Durability = Durability.Flush });
        await using var background = await openAsync(new ImageGuardOptions { Durability = Durability.Background });
        await using var none = await openAsync(new ImageGuardOptions { Journal = JournalPolicy.None });
        var medians = await new Comparison(runs).MeasureAsync(
            () => PrepareAsync(name, dataFolder),
            () => LoadAsync(path),
            async () =>
            {
                await LoadAsync(path);
                await SyncAsync(dataFolder);
            },
            () => flushing.LoadAsync(path),
            () => background.LoadAsync(path),
            () => none.LoadAsync(path));
        var ratio = medians[2] / medians[1];
        _report.Row(
            ratio <= Allowed,
            $"{megabytes} MB",
            [$"{runs}", .. medians.Select(Number), ratio.ToString("0.00", CultureInfo.InvariantCulture)]);
        File.Delete(path);
    }

    private static string Number(double value) => value.ToString("0", CultureInfo.InvariantCulture);

    /// <summary>What one way has left to write shall not be another's to wait for.</summary>
    private async Task PrepareAsync(string name, string dataFolder)
    {
        if (await client.FindImageAsync(name) is not null)
        {
            await client.RemoveImageAsync(name);
        }

        await SyncAsync(dataFolder);
    }

    private async Task LoadAsync(string path)
    {
        await using var archive = File.OpenRead(path);
        await client.Images.LoadImageAsync(new(), archive, new ThrowOnError());
    }

    private static async Task SyncAsync(string folder)
    {
        using var process = Process.Start("sync", ["-f", folder]);
        await process.WaitForExitAsync();
    }
}
