using System.Collections.Immutable;
using ImageGuard.Model;
using ImageGuard.Scripts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace ImageGuard.Analyzers;

/// <summary>
/// Reports unsafe image operations in the script files of a project: those additional files that the package's targets have marked. What it
/// cannot read there is reported too, which is no rule about images, so it is not in the catalogue.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ScriptAnalyzer : DiagnosticAnalyzer
{
    private const string Mark = "build_metadata.AdditionalFiles.ImageGuardScript";
    private const string OfRoot = "root";

    private static readonly DiagnosticDescriptor Problem = new(
        "IMG002",
        "Script cannot be linted as it stands",
        "The linter stumbles here: {0}",
        "Configuration",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "What cannot be read is not linted, and a comment that disables a rule in vain hides what comes later.",
        "https://github.com/imageguard/imageguard/blob/main/docs/configuration.md");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = Descriptors.All.Add(Problem);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterAdditionalFileAction(Analyze);
    }

    private static void Analyze(AdditionalFileAnalysisContext context)
    {
        var (file, options) = (context.AdditionalFile, context.Options.AnalyzerConfigOptionsProvider.GetOptions(context.AdditionalFile));
        if (IsMarked(options)
            && !ScriptOptions.Excludes(key => ValueOf(key, options))
            && ScriptLinter.MayRead(file.Path)
            && file.GetText(context.CancellationToken) is { } source)
        {
            var report = ScriptLinter.Lint(new ScriptFile(file.Path, source.ToString()));
            foreach (var (finding, related, _) in report.Findings)
            {
                Report(Descriptors.Of(finding.Rule), finding.Span, related, [.. finding.Arguments]);
            }

            foreach (var problem in report.Problems)
            {
                Report(Problem, problem.Span, related: [], [problem.Reason]);
            }

            void Report(DiagnosticDescriptor descriptor, SourceSpan span, IReadOnlyList<SourceSpan> related, object[] arguments)
            {
                if (SeverityOf(descriptor, options) is { } severity)
                {
                    context.ReportDiagnostic(Diagnostic.Create(descriptor, LocationOf(span), severity, related.Select(LocationOf), properties: null, arguments));
                }
            }

            Location LocationOf(SourceSpan span)
            {
                var place = new TextSpan(span.Start, span.Length);
                return Location.Create(file.Path, place, source.Lines.GetLinePositionSpan(place));
            }
        }
    }

    /// <summary>The severity by our own key, else the default; null where the rule is silenced.</summary>
    private static DiagnosticSeverity? SeverityOf(DiagnosticDescriptor descriptor, AnalyzerConfigOptions options) =>
        ScriptOptions.SeverityOf(descriptor.Id, key => ValueOf(key, options)) switch
        {
            ReportDiagnostic.Error => DiagnosticSeverity.Error,
            ReportDiagnostic.Warn => DiagnosticSeverity.Warning,
            ReportDiagnostic.Info => DiagnosticSeverity.Info,
            ReportDiagnostic.Hidden => DiagnosticSeverity.Hidden,
            ReportDiagnostic.Suppress => null,
            _ => descriptor.DefaultSeverity,
        };

    /// <summary>
    /// Whether the file is marked as one that this project lints. The mark is its folder as the project writes it, which leads outside where
    /// the project only links to it; another project owns it then.
    /// </summary>
    private static bool IsMarked(AnalyzerConfigOptions options) =>
        options.TryGetValue(Mark, out var mark)
        && (mark == OfRoot
            || (mark.StartsWith("./", StringComparison.Ordinal)
                && !mark.StartsWith("./..", StringComparison.Ordinal)
                && !Path.IsPathRooted(mark.Substring(2))
                && mark.IndexOf("node_modules", StringComparison.Ordinal) < 0));

    private static string? ValueOf(string key, AnalyzerConfigOptions options) => options.TryGetValue(key, out var value) ? value : null;
}
