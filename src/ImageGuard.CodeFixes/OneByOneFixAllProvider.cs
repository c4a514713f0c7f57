using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace ImageGuard.CodeFixes;

/// <summary>
/// Fixes all findings of a document, a project or a solution one after the other, each on what the ones before it have left: so two fixes
/// can touch the same statement, and a class that one of them adds is there for the next.
/// </summary>
internal sealed class OneByOneFixAllProvider : FixAllProvider
{
    public static OneByOneFixAllProvider Instance { get; } = new();

    /// <inheritdoc/>
    public override Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext) => Task.FromResult<CodeAction?>(CodeAction.Create(
        ((VerifiedCodeFixProvider)fixAllContext.CodeFixProvider).Title,
        token => FixAllAsync(fixAllContext.WithCancellationToken(token)),
        equivalenceKey: fixAllContext.CodeActionEquivalenceKey));

    private static async Task<Solution> FixAllAsync(FixAllContext context)
    {
        var provider = (VerifiedCodeFixProvider)context.CodeFixProvider;
        var solution = context.Solution;
        foreach (var original in DocumentsIn(context))
        {
            var diagnostics = await context.GetDocumentDiagnosticsAsync(original).ConfigureAwait(false);
            if (!diagnostics.IsEmpty && solution.GetDocument(original.Id) is { } document)
            {
                var changed = await provider.FixAsync(document, diagnostics, context.CancellationToken).ConfigureAwait(false);
                solution = changed.Project.Solution;
            }
        }

        return solution;
    }

    private static IEnumerable<Document> DocumentsIn(FixAllContext context) => context.Scope switch
    {
        FixAllScope.Document when context.Document is { } document => [document],
        FixAllScope.Project => context.Project.Documents,
        _ => context.Solution.Projects.Where(project => project.Language == context.Project.Language).SelectMany(project => project.Documents),
    };
}
