using System.Collections.Immutable;
using System.Globalization;
using ImageGuard.Analyzers;
using ImageGuard.Model;
using ImageGuard.Tool.Files;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.MSBuild;

namespace ImageGuard.Tool.Linting.CSharp;

/// <summary>
/// Lints the C# of a project or solution with the analyzers of the package. The SDK of the machine loads it, as in a build; what comes
/// from packages has to be restored.
/// </summary>
internal sealed class ProjectRun(Severities severities, IgnoreRules excludes, Action<string> looked)
{
    private readonly Dictionary<string, LintedFile> _files = [];
    private readonly List<LintFinding> _findings = [];
    private readonly List<LintProblem> _problems = [];

    /// <summary>Lints one project or solution.</summary>
    /// <exception cref="IOException">It cannot be loaded.</exception>
    public static async Task<LintResult> RunAsync(
        string path, LintRequest request, Severities severities, Action<string> looked, CancellationToken cancellationToken)
    {
        var run = new ProjectRun(severities, IgnoreRules.OfGit(request.Excludes), looked);
        using var workspace = MSBuildWorkspace.Create();
        using var failures = workspace.RegisterWorkspaceFailedHandler(failure => run.Add(path, failure.Diagnostic));
        foreach (var project in await LoadAsync(workspace, path, cancellationToken))
        {
            await run.LintAsync(project, cancellationToken);
        }

        return new LintResult(run._findings, run._problems, run._files.Count);
    }

    private static async Task<IEnumerable<Project>> LoadAsync(MSBuildWorkspace workspace, string path, CancellationToken cancellationToken)
    {
        try
        {
            if (Path.GetExtension(path).Equals(".csproj", StringComparison.OrdinalIgnoreCase))
            {
                return [await workspace.OpenProjectAsync(path, cancellationToken: cancellationToken)];
            }

            var solution = await workspace.OpenSolutionAsync(path, cancellationToken: cancellationToken);
            return solution.Projects.Where(project => project.Language == LanguageNames.CSharp);
        }
        catch (Exception unreadable) when (unreadable is not (OperationCanceledException or OutOfMemoryException))
        {
            throw new IOException($"{path}: {unreadable.Message}", unreadable);
        }
    }

    private async Task LintAsync(Project project, CancellationToken cancellationToken)
    {
        if (await project.GetCompilationAsync(cancellationToken) is not { } compilation)
        {
            return;
        }

        foreach (var document in project.Documents)
        {
            looked(document.FilePath ?? document.Name);
        }

        if (compilation.GetDiagnostics(cancellationToken).FirstOrDefault(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error) is { } error)
        {
            _problems.Add(new LintProblem(
                SlashPath.Relative(Environment.CurrentDirectory, project.FilePath ?? project.Name),
                Line: null,
                $"it does not compile, so findings may be missing: {error.GetMessage(CultureInfo.InvariantCulture)} ({error.Id}). Is it restored?"));
        }

        var options = new CompilationWithAnalyzersOptions(project.AnalyzerOptions, onAnalyzerException: null, concurrentAnalysis: true, logAnalyzerExecutionTime: false);
        var analysis = WithAskedRules(compilation).WithAnalyzers([new ImageOperationAnalyzer()], options);
        foreach (var diagnostic in await analysis.GetAnalyzerDiagnosticsAsync(cancellationToken))
        {
            Add(diagnostic);
        }
    }

    /// <summary>Rules that are off by default would not run at all.</summary>
    private Compilation WithAskedRules(Compilation compilation)
    {
        var options = Rules.All
            .Where(rule => rule.Severity == RuleSeverity.Off && severities.Default(rule) != RuleSeverity.Off)
            .ToImmutableDictionary(rule => rule.Id, _ => ReportDiagnostic.Info);
        return compilation.WithOptions(compilation.Options.WithSpecificDiagnosticOptions(compilation.Options.SpecificDiagnosticOptions.SetItems(options)));
    }

    private void Add(Diagnostic diagnostic)
    {
        if (diagnostic.IsSuppressed
            || Rules.All.FirstOrDefault(rule => rule.Id == diagnostic.Id) is not { } rule
            || diagnostic.Location.SourceTree is not { } tree)
        {
            return;
        }

        var place = PlaceOf(tree, diagnostic.Location);
        var severity = severities.Of(rule, place.File.FullPath, AsCompiled(diagnostic.Severity));
        if (severity != RuleSeverity.Off
            && excludes.Decide(place.File.ShownPath, isFolder: false) is not true
            && !severities.Excludes(place.File.FullPath))
        {
            var related = diagnostic.AdditionalLocations
                .Where(location => location.SourceTree is not null)
                .Select(location => PlaceOf(location.SourceTree!, location));
            _findings.Add(new LintFinding(rule, severity, place, diagnostic.GetMessage(CultureInfo.InvariantCulture), [.. related], Fix: null));
        }
    }

    private void Add(string path, WorkspaceDiagnostic failure)
    {
        if (failure.Kind == WorkspaceDiagnosticKind.Failure)
        {
            _problems.Add(new LintProblem(path, Line: null, failure.Message));
        }
    }

    /// <summary>The compiler has applied what the project says of the rule.</summary>
    private static RuleSeverity AsCompiled(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Hidden => RuleSeverity.Off,
        DiagnosticSeverity.Info => RuleSeverity.Suggestion,
        _ => RuleSeverity.Warning,
    };

    private Place PlaceOf(SyntaxTree tree, Location location)
    {
        var path = SlashPath.Full(tree.FilePath);
        if (!_files.TryGetValue(path, out var file))
        {
            file = new LintedFile(path, SlashPath.Relative(Environment.CurrentDirectory, path), tree.ToString());
            _files.Add(path, file);
        }

        return new Place(file, location.SourceSpan.Start, location.SourceSpan.Length);
    }
}
