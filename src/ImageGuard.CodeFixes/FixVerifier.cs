using System.Collections.Immutable;
using System.Globalization;
using ImageGuard.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ImageGuard.CodeFixes;

/// <summary>Compares a document before and after a change: the change must break nothing and silence the finding.</summary>
internal sealed class FixVerifier
{
    private readonly Document _before;
    private readonly string _rule;
    private readonly string? _changedMember;
    private readonly CancellationToken _cancellationToken;

    public FixVerifier(Document before, string rule, string? changedMember, CancellationToken cancellationToken)
    {
        _before = before;
        _rule = rule;
        _changedMember = changedMember;
        _cancellationToken = cancellationToken;
    }

    /// <summary>Whether the change leads to code that compiles as well as before and in which the finding is gone.</summary>
    /// <param name="after">The changed document.</param>
    /// <param name="marked">What the finding marks, as a node that is tracked.</param>
    public async Task<bool> IsImprovedByAsync(Document after, SyntaxNode marked) =>
        await KeepsDirectivesAsync(after).ConfigureAwait(false)
        && await IsSilentAsync(after, marked).ConfigureAwait(false)
        && await CompilesAsync(after).ConfigureAwait(false);

    /// <summary>A directive means what it means where it stands; a change that would lose one is not made.</summary>
    private async Task<bool> KeepsDirectivesAsync(Document after) =>
        await DirectivesInAsync(_before).ConfigureAwait(false) == await DirectivesInAsync(after).ConfigureAwait(false);

    private async Task<int> DirectivesInAsync(Document document)
    {
        var root = await document.GetSyntaxRootAsync(_cancellationToken).ConfigureAwait(false);
        return root!.ContainsDirectives ? root.DescendantTrivia().Count(trivia => trivia.IsDirective) : 0;
    }

    private async Task<bool> IsSilentAsync(Document after, SyntaxNode marked)
    {
        var root = await after.GetSyntaxRootAsync(_cancellationToken).ConfigureAwait(false);
        var findings = await FindingsInAsync(after).ConfigureAwait(false);

        // Where the marked code is still there, it speaks for itself; where it has been replaced, one finding less is left.
        return root!.GetCurrentNode(marked) is { } node
            ? findings.All(finding => finding.Location.SourceSpan != node.Span)
            : findings.Length < (await FindingsInAsync(_before).ConfigureAwait(false)).Length;
    }

    private async Task<ImmutableArray<Diagnostic>> FindingsInAsync(Document document)
    {
        var model = await document.GetSemanticModelAsync(_cancellationToken).ConfigureAwait(false);
        var analysis = model!.Compilation.WithAnalyzers(ImmutableArray.Create<DiagnosticAnalyzer>(new ImageOperationAnalyzer()), document.Project.AnalyzerOptions);
        var findings = await analysis.GetAnalyzerSemanticDiagnosticsAsync(model, filterSpan: null, _cancellationToken).ConfigureAwait(false);
        return findings.RemoveAll(finding => finding.Id != _rule);
    }

    private async Task<bool> CompilesAsync(Document after)
    {
        foreach (var document in await DocumentsTouchedAsync().ConfigureAwait(false))
        {
            var errors = await ErrorsInAsync(document).ConfigureAwait(false);
            var newErrors = await ErrorsInAsync(after.Project.Solution.GetDocument(document.Id)!).ConfigureAwait(false);
            if (newErrors.Any(error => !errors.Remove(error)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The changed document and, where a member changes, all others that speak of it.</summary>
    private async Task<IReadOnlyList<Document>> DocumentsTouchedAsync()
    {
        var touched = new List<Document> { _before };
        if (_changedMember is null)
        {
            return touched;
        }

        var solution = _before.Project.Solution;
        var projects = solution.GetProjectDependencyGraph().GetProjectsThatTransitivelyDependOnThisProject(_before.Project.Id).Prepend(_before.Project.Id);
        foreach (var document in projects.SelectMany(project => solution.GetProject(project)!.Documents).Where(document => document.Id != _before.Id))
        {
            var root = await document.GetSyntaxRootAsync(_cancellationToken).ConfigureAwait(false);
            if (root is not null && root.DescendantTokens().Any(token => token.ValueText == _changedMember))
            {
                touched.Add(document);
            }
        }

        return touched;
    }

    /// <summary>The errors without their places, which the change may have moved.</summary>
    private async Task<List<string>> ErrorsInAsync(Document document)
    {
        var model = await document.GetSemanticModelAsync(_cancellationToken).ConfigureAwait(false);
        return [.. model!.GetDiagnostics(cancellationToken: _cancellationToken)
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .Select(error => $"{error.Id} {error.GetMessage(CultureInfo.InvariantCulture)}")];
    }
}
