using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ImageGuard.CodeFixes;

/// <summary>A finding in a document, as a fix looks at it.</summary>
/// <param name="Document">The document.</param>
/// <param name="Root">The document's root.</param>
/// <param name="Model">What the document means.</param>
/// <param name="Node">What the finding marks.</param>
/// <param name="Other">The other end of the finding, where it has one in the same document.</param>
/// <param name="CancellationToken">Ends the fixing.</param>
internal sealed record FixPlace(
    Document Document,
    SyntaxNode Root,
    SemanticModel Model,
    SyntaxNode Node,
    SyntaxNode? Other,
    CancellationToken CancellationToken)
{
    /// <summary>What a node means, or null.</summary>
    public ISymbol? SymbolOf(SyntaxNode node) => Model.GetSymbolInfo(node, CancellationToken).Symbol;

    /// <summary>The uses of a local or a local function.</summary>
    public IEnumerable<SyntaxNode> UsesOf(ISymbol local) =>
        from name in Root.DescendantNodes()
        where name is IdentifierNameSyntax { Identifier.ValueText: var text } && text == local.Name
        where SymbolEqualityComparer.Default.Equals(SymbolOf(name), local)
        select name;
}
