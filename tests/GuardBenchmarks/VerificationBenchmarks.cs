using System.Diagnostics;
using System.Globalization;
using Docker.DotNet;
using ImageGuard.Engines;

namespace ImageGuard.Benchmarks;

/// <summary>How fast an image is verified, beside the obvious way to read it to its end.</summary>
internal sealed class VerificationBenchmarks(IDockerClient client, DockerImageGuard guard, Uri endpoint)
{
    private const double Allowed = 1.3;

    private readonly Report _report = new();

    /// <summary>Measures everything and writes the documented table. The exit code tells whether the promise holds.</summary>
    public async Task<int> RunAsync()
    {
        var version = await client.System.GetVersionAsync();
        _report.Text($"""
            # How fast an image is verified

            Written by `dotnet run -c Release --project tests/GuardBenchmarks -- verify`, on Docker {version.Version} ({await client.GetKindAsync()}) and {Environment.ProcessorCount} cores.
            Medians in milliseconds; the ways take turns. Promised: at most {Allowed} times as long as `docker save IMAGE | sha256sum`.

            Other programs kept the machine busy to this degree when the run began (load average of 1, 5 and 15 minutes): {Machine.Load()}.

            """);
        _report.Header("image", "runs", "docker save, sha256sum", "verify", "verify --quick", "rate of verify", "ratio");
        await MeasureAsync(megabytes: 5, runs: 20);
        await MeasureAsync(megabytes: 200, runs: 7);
        _report.Text($"\nThe load average at the end of the run: {Machine.Load()}.");
        return await _report.SaveAsync("verification-benchmarks.md");
    }

    private async Task MeasureAsync(int megabytes, int runs)
    {
        var name = TestImage.NewName("verify");
        await client.LoadNewAsync(name, megabytes);
        var bytes = (await guard.VerifyAsync(name)).BytesRead;
        var medians = await new Comparison(runs).MeasureAsync(
            () => Task.CompletedTask,
            () => ShellAsync($"docker --host {endpoint} save {name} | sha256sum >/dev/null"),
            () => VerifyAsync(name, quick: false),
            () => VerifyAsync(name, quick: true));
        var ratio = medians[1] / medians[0];
        _report.Row(
            ratio <= Allowed,
            $"{megabytes} MB",
            [Number(runs), .. medians.Select(Number), $"{Number(bytes / medians[1] / 1000)} MB/s", ratio.ToString("0.00", CultureInfo.InvariantCulture)]);
        await client.RemoveImageAsync(name);
    }

    private static string Number(double value) => value.ToString("0", CultureInfo.InvariantCulture);

    private async Task VerifyAsync(string name, bool quick)
    {
        var found = await guard.VerifyAsync(name, new VerifyOptions { Quick = quick });
        if (!found.IsIntact)
        {
            throw new InvalidOperationException($"{name} is damaged: {string.Join("; ", found.Damage)}");
        }
    }

    private static async Task ShellAsync(string command)
    {
        using var process = Process.Start("bash", ["-o", "pipefail", "-c", command]);
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{command} ended with {process.ExitCode}.");
        }
    }
}
