using System.Collections.Immutable;
using ImageGuard.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace ImageGuard.CodeFixes;

/// <summary>
/// A fix that is offered only where it has been seen to work: its result compiles as well as the code before, and the analyzer no longer
/// finds there what it found.
/// </summary>
/// <remarks>
/// A fix proposes changed roots, the best first, and need not foresee what makes one of them fail: a name that is taken, a lambda that
/// fits no other overload, a task that something else waits for. Fixing all is fixing one after the other, so edits that touch the same
/// lines cannot spoil each other.
/// </remarks>
public abstract class VerifiedCodeFixProvider : CodeFixProvider
{
    private protected VerifiedCodeFixProvider(string title, params Rule[] rules)
    {
        Title = title;
        FixableDiagnosticIds = rules.Select(rule => rule.Id).ToImmutableArray();
    }

    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; }

    /// <summary>What the fix does, in the words of a menu.</summary>
    internal string Title { get; }

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => OneByOneFixAllProvider.Instance;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            var changed = await FixAsync(context.Document, [diagnostic], context.CancellationToken).ConfigureAwait(false);
            if (changed != context.Document)
            {
                context.RegisterCodeFix(CodeAction.Create(Title, _ => Task.FromResult(changed), equivalenceKey: GetType().Name), diagnostic);
            }
        }
    }

    /// <summary>The roots that may be the answer to a finding, the best first. They are computed one by one, as long as none works.</summary>
    private protected abstract IEnumerable<SyntaxNode> ProposeRoots(FixPlace place);

    /// <summary>The name of the member whose signature may change, so that the code that uses it elsewhere has to compile as well; else null.</summary>
    private protected virtual string? MemberChangedAt(FixPlace place) => null;

    /// <summary>Fixes a document's findings one after the other; the document itself where none can be fixed.</summary>
    internal async Task<Document> FixAsync(Document document, IReadOnlyList<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        var findings = diagnostics.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start).Select(diagnostic => (Rule: diagnostic.Id, Ends: EndsOf(diagnostic, root!))).ToArray();
        var tracked = document.WithSyntaxRoot(root!.TrackNodes(findings.SelectMany(finding => finding.Ends).Distinct()));
        var current = tracked;
        foreach (var (rule, ends) in findings)
        {
            current = await FixAsync(current, rule, ends, cancellationToken).ConfigureAwait(false);
        }

        return current == tracked ? document : current;
    }

    private async Task<Document> FixAsync(Document document, string rule, SyntaxNode[] ends, CancellationToken cancellationToken)
    {
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        if (root!.GetCurrentNode(ends[0]) is not { } node)
        {
            return document;
        }

        var other = ends.Length > 1 ? root!.GetCurrentNode(ends[1]) : null;
        var place = new FixPlace(document, root!, model!, node, other, cancellationToken);
        var verifier = new FixVerifier(document, rule, MemberChangedAt(place), cancellationToken);
        foreach (var proposed in ProposeRoots(place))
        {
            var changed = document.WithSyntaxRoot(proposed);
            if (await verifier.IsImprovedByAsync(changed, ends[0]).ConfigureAwait(false))
            {
                return changed;
            }
        }

        return document;
    }

    /// <summary>What the finding marks and, where it has one in this document, its other end.</summary>
    private static SyntaxNode[] EndsOf(Diagnostic diagnostic, SyntaxNode root) =>
        [.. diagnostic.AdditionalLocations.Take(1)
            .Prepend(diagnostic.Location)
            .Where(location => location.SourceTree?.FilePath == root.SyntaxTree.FilePath)
            .Select(location => root.FindNode(location.SourceSpan, getInnermostNodeForTie: true))];
}
