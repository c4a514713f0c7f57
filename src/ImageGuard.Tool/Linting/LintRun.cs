using ImageGuard.Tool.Files;
using ImageGuard.Tool.Linting.CSharp;

namespace ImageGuard.Tool.Linting;

/// <summary>One run of the linter over all that was named.</summary>
internal static class LintRun
{
    private static readonly string[] ProjectExtensions = [".csproj", ".sln", ".slnx"];

    /// <summary>Lints. The findings come in the order of files and places, each once.</summary>
    /// <param name="request">What to lint.</param>
    /// <param name="root">The folder that paths in fingerprints count from.</param>
    /// <param name="looked">Is told of each file, from any thread.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <exception cref="IOException">A path does not exist, or a project cannot be loaded.</exception>
    public static async Task<LintResult> RunAsync(LintRequest request, string root, Action<string> looked, CancellationToken cancellationToken)
    {
        var severities = new Severities(request.Rules, new EditorConfigs());
        var files = new FileFinder(request.Excludes).Find(request.Paths);
        var scripts = new ScriptRun(severities, request, file => looked(file.ShownPath)).Run(files, cancellationToken);
        var results = new List<LintResult> { scripts };
        foreach (var project in request.Paths.Where(IsProject))
        {
            results.Add(await ProjectRun.RunAsync(project, request, severities, looked, cancellationToken));
        }

        return Merge(results, new Fingerprints(root));
    }

    private static bool IsProject(string path) => ProjectExtensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    private static LintResult Merge(List<LintResult> results, Fingerprints fingerprints) => new(
        [
            .. results.SelectMany(result => result.Findings)
                .DistinctBy(finding => (finding.Rule.Id, finding.Place.File.FullPath, finding.Place.Start))
                .OrderBy(finding => finding.Place.File.ShownPath, StringComparer.Ordinal)
                .ThenBy(finding => finding.Place.Start)
                .ThenBy(finding => finding.Rule.Id, StringComparer.Ordinal)
                .Select(fingerprints.Mark),
        ],
        [.. results.SelectMany(result => result.Problems).Distinct().OrderBy(problem => problem.Path, StringComparer.Ordinal).ThenBy(problem => problem.Line)],
        results.Sum(result => result.FileCount));
}
