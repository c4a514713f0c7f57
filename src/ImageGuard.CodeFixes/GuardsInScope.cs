using ImageGuard.Analyzers.Sources;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace ImageGuard.CodeFixes;

/// <summary>The guards that code has at hand.</summary>
internal static class GuardsInScope
{
    private static TypeName Guard { get; } = new("ImageGuard", "DockerImageGuard");

    /// <summary>Variables first, then members. One that is declared too late is among them; that does not compile.</summary>
    public static IEnumerable<IdentifierNameSyntax> At(SyntaxNode node, FixPlace place) => VariablesAt(node, place).Concat(Names(node, place, symbol => symbol switch
    {
        IFieldSymbol field => field.Type,
        IPropertySymbol property => property.Type,
        _ => null,
    }));

    /// <summary>Locals and parameters alone: where a client is made, a member may not have its guard yet.</summary>
    public static IEnumerable<IdentifierNameSyntax> VariablesAt(SyntaxNode node, FixPlace place) => Names(node, place, symbol => symbol switch
    {
        ILocalSymbol local => local.Type,
        IParameterSymbol parameter => parameter.Type,
        _ => null,
    });

    private static IEnumerable<IdentifierNameSyntax> Names(SyntaxNode node, FixPlace place, Func<ISymbol, ITypeSymbol?> typeOf) =>
        from symbol in place.Model.LookupSymbols(node.SpanStart)
        where Guard.Is(typeOf(symbol))
        select IdentifierName(symbol.Name);
}
