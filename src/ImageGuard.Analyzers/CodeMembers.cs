using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ImageGuard.Analyzers;

/// <summary>The members of a file in which code runs: those whose bodies are analysed, one by one.</summary>
internal static class CodeMembers
{
    /// <summary>All members with code, and the file itself where it has top-level statements.</summary>
    public static IEnumerable<SyntaxNode> Of(SyntaxNode root)
    {
        if (root is CompilationUnitSyntax unit && unit.Members.Any(member => member is GlobalStatementSyntax))
        {
            yield return unit;
        }

        foreach (var node in root.DescendantNodes(IsContainer))
        {
            if (node is BaseMethodDeclarationSyntax or BasePropertyDeclarationSyntax or BaseFieldDeclarationSyntax)
            {
                yield return node;
            }
        }
    }

    /// <summary>The name by which other code calls the member.</summary>
    public static string NameOf(SyntaxNode member) => member switch
    {
        MethodDeclarationSyntax method => method.Identifier.ValueText,
        ConstructorDeclarationSyntax constructor => constructor.Identifier.ValueText,
        PropertyDeclarationSyntax property => property.Identifier.ValueText,
        _ => "",
    };

    private static bool IsContainer(SyntaxNode node) =>
        node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax;
}
