using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ImageGuard.Analyzers;

/// <summary>A body that runs as one piece.</summary>
/// <param name="Node">Where it stands.</param>
/// <param name="Operation">The body.</param>
internal sealed record CodeBody(SyntaxNode Node, IOperation Operation)
{
    /// <summary>The method whose body it is; null for an initializer.</summary>
    public IMethodSymbol? MethodIn(SemanticModel model, CancellationToken cancellationToken) => Node switch
    {
        ArrowExpressionClauseSyntax { Parent: BasePropertyDeclarationSyntax property } =>
            (model.GetDeclaredSymbol(property, cancellationToken) as IPropertySymbol)?.GetMethod,
        EqualsValueClauseSyntax => null,
        _ => model.GetDeclaredSymbol(Node, cancellationToken) as IMethodSymbol,
    };
}

/// <summary>The bodies of a member: a method has one, a property up to three.</summary>
internal static class CodeBodies
{
    public static IEnumerable<CodeBody> Of(SyntaxNode member, SemanticModel model, CancellationToken cancellationToken)
    {
        foreach (var node in NodesWithBodies(member))
        {
            if (model.GetOperation(node, cancellationToken) is { } operation)
            {
                yield return new CodeBody(node, operation);
            }
        }
    }

    private static IEnumerable<SyntaxNode> NodesWithBodies(SyntaxNode member) => member switch
    {
        PropertyDeclarationSyntax property => [.. Accessors(property), .. Present(property.ExpressionBody, property.Initializer)],
        IndexerDeclarationSyntax indexer => [.. Accessors(indexer), .. Present(indexer.ExpressionBody)],
        BasePropertyDeclarationSyntax other => Accessors(other),
        BaseFieldDeclarationSyntax field => field.Declaration.Variables.SelectMany(variable => Present(variable.Initializer)),
        _ => [member],
    };

    private static IEnumerable<SyntaxNode> Accessors(BasePropertyDeclarationSyntax property) =>
        property.AccessorList?.Accessors.Where(accessor => accessor.Body is not null || accessor.ExpressionBody is not null) ?? [];

    private static IEnumerable<SyntaxNode> Present(params SyntaxNode?[] nodes) => nodes.OfType<SyntaxNode>();
}
