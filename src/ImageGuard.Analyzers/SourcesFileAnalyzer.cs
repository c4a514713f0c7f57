using System.Collections.Immutable;
using ImageGuard.Analyzers.Libraries;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace ImageGuard.Analyzers;

/// <summary>
/// Reports lines of <c>imageguard.sources.txt</c> that cannot be read: a slip there would silence findings, and nobody would notice. That is no
/// rule about images, so it is not in the catalogue.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SourcesFileAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor UnreadLine = new(
        "IMG001",
        "Line of imageguard.sources.txt cannot be read",
        "This line is ignored: {0}",
        "Configuration",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "What the line is to say of a method is not known to the analyzers, so they find nothing in its calls.",
        "https://github.com/imageguard/imageguard/blob/main/docs/configuration.md");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(UnreadLine);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterAdditionalFileAction(static file =>
        {
            if (LibraryTable.IsSources(file.AdditionalFile) && file.AdditionalFile.GetText(file.CancellationToken) is { } text)
            {
                Check(text, file);
            }
        });
    }

    private static void Check(SourceText text, AdditionalFileAnalysisContext file)
    {
        foreach (var line in text.Lines)
        {
            if (LibraryMember.Parse(line.ToString(), out var problem) is null && problem is not null)
            {
                file.ReportDiagnostic(Diagnostic.Create(UnreadLine, Location.Create(file.AdditionalFile.Path, line.Span, text.Lines.GetLinePositionSpan(line.Span)), problem));
            }
        }
    }
}
