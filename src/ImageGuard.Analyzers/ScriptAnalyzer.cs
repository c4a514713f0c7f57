using System.Collections.Immutable;
using ImageGuard.Model;
using ImageGuard.Scripts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace ImageGuard.Analyzers;

/// <summary>Reports unsafe image operations in the script files of a project: those additional files that the package's targets have marked.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ScriptAnalyzer : DiagnosticAnalyzer
{
    private const string Mark = "build_metadata.AdditionalFiles.ImageGuardScript";
    private const string OfRoot = "root";

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => Descriptors.All;

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
            && ScriptLinter.Reads(file.Path, firstLine: "")
            && file.GetText(context.CancellationToken) is { } source
            && source.ToString() is var text
            && ContainerClient.IsMentionedIn(text))
        {
            foreach (var found in ScriptLinter.Lint(new ScriptFile(file.Path, text)).Findings)
            {
                Report(context, source, found, options);
            }
        }
    }

    private static void Report(AdditionalFileAnalysisContext context, SourceText source, ScriptFinding found, AnalyzerConfigOptions options)
    {
        var descriptor = Descriptors.Of(found.Finding.Rule);
        if (SeverityOf(descriptor, options) is { } severity)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                descriptor, LocationOf(found.Finding.Span), severity, found.Related.Select(LocationOf), properties: null, [.. found.Finding.Arguments]));
        }

        Location LocationOf(SourceSpan span)
        {
            var place = new TextSpan(span.Start, span.Length);
            return Location.Create(context.AdditionalFile.Path, place, source.Lines.GetLinePositionSpan(place));
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
