using System.Globalization;

namespace ImageGuard.Benchmarks;

/// <summary>What is measured, and what is promised of it.</summary>
/// <param name="runs">How often each project is built.</param>
internal sealed class Benchmarks(int runs)
{
    private const int ProjectInvocations = 28_000;
    private const int FileInvocations = 1_000;
    private const int MixedFiles = 2_000;
    private const int MixedFileInvocations = 100;

    private const double AllowedShareWithoutDocker = 0.02;
    private const double AllowedShareOfProject = 0.05;
    private const double AllowedGrowth = 2.3;

    private static readonly int[] Sizes = [8_000, 16_000, 32_000, 64_000];
    private static readonly int[] MixedSizes = [250, 500, 1_000, 2_000, 4_000];

    /// <summary>Measures generated code and some projects, and writes the documented tables. The exit code tells whether all promises hold.</summary>
    public async Task<int> DocumentAsync(string[] projects)
    {
        var report = new Report();

        report.Text($"""
            # What the analyzers cost

            Written by `dotnet run -c Release --project tests/Benchmarks -- document {runs} FluentDocker.csproj` (the main library of
            github.com/mariotoffia/FluentDocker, fetched into a temporary folder). Times are seconds that the analyzers ran, as the compiler
            reports them (`-p:ReportAnalyzer=true`): medians of {runs} builds, each with a compiler that starts cold, so that compiling
            analyzers to machine code is in every figure; ours are, as in the package, compiled ahead for Linux (x64). The SDK's analyzers are
            measured in the same builds, so what else the machine does weighs on both: its NetAnalyzers and, where a project switches them on,
            those of code style. The share of NetAnalyzers alone is told too. The spans in brackets are the least and the most share of a run:
            a collection of all memory falls upon whichever analyzer runs at that moment.

            {Machine.Describe()}

            ## Share of the time of the SDK's analyzers

            """);
        report.Header("project", "ImageGuard", "SDK's analyzers", "share", "of NetAnalyzers alone", "promised");
        await MeasureShareAsync(report, $"{ProjectInvocations:N0} invocations, does not reference Docker.DotNet", AllowedShareWithoutDocker, WithoutDocker(referencesDocker: false));
        await MeasureShareAsync(report, $"{ProjectInvocations:N0} invocations, references Docker.DotNet and does not use it", AllowedShareWithoutDocker, WithoutDocker(referencesDocker: true));
        await MeasureShareAsync(report, $"{MixedFiles:N0} files, {MixedFiles / 10} handle images, {MixedFiles / 5} start programs", AllowedShareOfProject, Mixed(MixedFiles));
        foreach (var project in projects)
        {
            await MeasureShareAsync(report, Path.GetFileNameWithoutExtension(project), AllowedShareOfProject, MeasuredProject.Existing(project));
        }

        report.Text($"""

            ## Twice the code

            ImageGuard's time alone. Promised: twice the code takes at most {AllowedGrowth} times as long.

            """);
        report.Header(["a single file", .. Sizes.Select(size => $"{size:N0} invocations"), "most growth"]);
        await MeasureGrowthAsync(report, "no Docker code, Docker.DotNet referenced", Sizes, size => File(GeneratedCode.OrdinaryClass("Generated", size)));
        await MeasureGrowthAsync(report, "one method in two handles images", Sizes, size => File(GeneratedCode.ImageClass("Generated", size)));
        await MeasureGrowthAsync(report, "all in one method, one block in two handles images", Sizes, size => File(GeneratedCode.ImageMethod("Generated", size)));
        report.Text("");
        report.Header(["a project", .. MixedSizes.Select(size => $"{size:N0} files"), "most growth"]);
        await MeasureGrowthAsync(report, "one file in ten handles images, two start programs", MixedSizes, Mixed);
        report.Text($"\nLoad when all was measured: {Machine.Load()}.");

        return await report.SaveAsync("benchmarks.md");
    }

    /// <summary>Measures projects that exist.</summary>
    public async Task<int> MeasureAsync(string[] projects)
    {
        var report = new Report();
        report.Header("project", "ImageGuard", "SDK's analyzers", "share", "of NetAnalyzers alone", "promised");
        foreach (var project in projects)
        {
            await MeasureShareAsync(report, Path.GetFileNameWithoutExtension(project), AllowedShareOfProject, MeasuredProject.Existing(project));
        }

        return report.AllHold ? 0 : 1;
    }

    private static MeasuredProject WithoutDocker(bool referencesDocker) => MeasuredProject.Generated(
        referencesDocker,
        Enumerable.Range(0, ProjectInvocations / FileInvocations).Select(index => GeneratedCode.OrdinaryClass($"Class{index}", FileInvocations)));

    private static MeasuredProject Mixed(int files) => MeasuredProject.Generated(referencesDocker: true, GeneratedCode.MixedProject(files, MixedFileInvocations));

    private static MeasuredProject File(string code) => MeasuredProject.Generated(referencesDocker: true, code);

    private async Task MeasureShareAsync(Report report, string name, double allowed, MeasuredProject project)
    {
        using (project)
        {
            var times = await project.MeasureAsync(runs);
            var median = AnalyzerTimes.Median(times);
            report.Row(median.Share <= allowed, name, Seconds(median.ImageGuard), Seconds(median.Sdk), Shares(run => run.Share), Shares(run => run.ShareOfNet), $"{allowed:P0}");

            string Shares(Func<AnalyzerTimes, double> share) => $"{Percent(share(median))} ({Percent(times.Min(share))}–{Percent(times.Max(share))})";
        }
    }

    private async Task MeasureGrowthAsync(Report report, string name, int[] sizes, Func<int, MeasuredProject> generate)
    {
        var seconds = new List<double>();
        foreach (var size in sizes)
        {
            using var project = generate(size);
            seconds.Add(AnalyzerTimes.Median(await project.MeasureAsync(runs)).ImageGuard);
        }

        var growth = seconds.Zip(seconds.Skip(1), (small, large) => large / small).Max();
        report.Row(growth <= AllowedGrowth, name, [.. seconds.Select(Seconds), growth.ToString("0.00", CultureInfo.InvariantCulture)]);
    }

    private static string Percent(double value) => value.ToString("P1", CultureInfo.InvariantCulture);

    private static string Seconds(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}
