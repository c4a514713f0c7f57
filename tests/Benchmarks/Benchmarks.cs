using System.Globalization;

namespace ImageGuard.Benchmarks;

/// <summary>What is measured, and what is promised of it.</summary>
internal static class Benchmarks
{
    private const int Runs = 5;
    private const int ProjectInvocations = 28_000;
    private const int FileInvocations = 1_000;

    private const double AllowedShareWithoutDocker = 0.02;
    private const double AllowedShareOfProject = 0.05;
    private const double AllowedGrowth = 2.3;

    private static readonly int[] Sizes = [8_000, 16_000, 32_000, 64_000];

    /// <summary>Measures generated code and writes the documented tables. The exit code tells whether all promises hold.</summary>
    public static async Task<int> MeasureGeneratedCodeAsync()
    {
        var report = new Report();

        report.Text($"""
            # What the analyzers cost

            Written by `dotnet run -c Release --project tests/Benchmarks`. Times are seconds that the analyzers ran, as the compiler reports
            them (`-p:ReportAnalyzer=true`): medians of {Runs} builds, each with a compiler that starts cold, on {Environment.ProcessorCount} cores.

            ## A project without Docker code

            {ProjectInvocations:N0} invocations in {ProjectInvocations / FileInvocations} files, set up as `dotnet new` does. The SDK's analyzers are the ones that it switches on by
            itself (NetAnalyzers). Promised: at most {AllowedShareWithoutDocker:P0} of their time.

            """);
        report.Header("project", "ImageGuard", "SDK's analyzers", "share");
        await MeasureShareAsync(report, "does not reference Docker.DotNet", referencesDocker: false);
        await MeasureShareAsync(report, "references Docker.DotNet, and does not use it", referencesDocker: true);

        report.Text($"""

            ## Twice the code

            A single file, and ImageGuard's time alone. Promised: twice the code takes at most {AllowedGrowth} times as long.

            """);
        report.Header(["file", .. Sizes.Select(size => $"{size:N0} invocations"), "most growth"]);
        await MeasureGrowthAsync(report, "no Docker code, Docker.DotNet referenced", GeneratedCode.OrdinaryClass);
        await MeasureGrowthAsync(report, "one method in two handles images", GeneratedCode.ImageClass);
        await MeasureGrowthAsync(report, "all in one method, one block in two handles images", GeneratedCode.ImageMethod);

        await File.WriteAllTextAsync(RepositoryRoot.At("docs", "benchmarks.md"), report.ToString());
        return report.AllHold ? 0 : 1;
    }

    /// <summary>Measures one project that exists.</summary>
    public static async Task<int> MeasureProjectAsync(string path)
    {
        using var project = MeasuredProject.Existing(path);
        var times = await project.MeasureAsync(Runs);

        var report = new Report();
        report.Header("project", "ImageGuard", "SDK's analyzers", "share");
        report.Row(times.Ratio <= AllowedShareOfProject, Path.GetFileNameWithoutExtension(path), Cells(times));
        return report.AllHold ? 0 : 1;
    }

    private static async Task MeasureShareAsync(Report report, string name, bool referencesDocker)
    {
        var files = Enumerable.Range(0, ProjectInvocations / FileInvocations)
            .Select(index => GeneratedCode.OrdinaryClass($"Class{index}", FileInvocations));
        using var project = MeasuredProject.Generated(referencesDocker, files);

        var times = await project.MeasureAsync(Runs);

        report.Row(times.Ratio <= AllowedShareWithoutDocker, name, Cells(times));
    }

    private static async Task MeasureGrowthAsync(Report report, string name, Func<string, int, string> generate)
    {
        var seconds = new List<double>();
        foreach (var size in Sizes)
        {
            using var project = MeasuredProject.Generated(referencesDocker: true, generate("Generated", size));
            seconds.Add((await project.MeasureAsync(Runs)).ImageGuard);
        }

        var growth = seconds.Zip(seconds.Skip(1), (small, large) => large / small).Max();
        report.Row(growth <= AllowedGrowth, name, [.. seconds.Select(Seconds), growth.ToString("0.00", CultureInfo.InvariantCulture)]);
    }

    private static string[] Cells(AnalyzerTimes times) =>
        [Seconds(times.ImageGuard), Seconds(times.Sdk), times.Ratio.ToString("P1", CultureInfo.InvariantCulture)];

    private static string Seconds(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}
