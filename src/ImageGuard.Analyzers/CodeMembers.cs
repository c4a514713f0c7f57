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

        foreach (var member in MembersIn(root))
        {
            yield return member;
        }
    }

    /// <summary>The names by which other code runs the member's code.</summary>
    public static IReadOnlyList<string> NamesOf(SyntaxNode member) => member switch
    {
        MethodDeclarationSyntax method => [method.Identifier.ValueText],
        ConstructorDeclarationSyntax constructor => [constructor.Identifier.ValueText],
        PropertyDeclarationSyntax property => [property.Identifier.ValueText],
        BaseFieldDeclarationSyntax field => [.. field.Declaration.Variables.Select(variable => variable.Identifier.ValueText)],
        _ => [],
    };

    /// <summary>Where the member's own name begins, or -1.</summary>
    public static int PlaceOfName(SyntaxNode member) => member switch
    {
        MethodDeclarationSyntax method => method.Identifier.SpanStart,
        ConstructorDeclarationSyntax constructor => constructor.Identifier.SpanStart,
        PropertyDeclarationSyntax property => property.Identifier.SpanStart,
        BaseFieldDeclarationSyntax { Declaration.Variables: [var only] } => only.Identifier.SpanStart,
        _ => -1,
    };

    /// <summary>The type of what the member gives, or null.</summary>
    public static TypeSyntax? TypeOf(SyntaxNode member) => member switch
    {
        MethodDeclarationSyntax method => method.ReturnType,
        PropertyDeclarationSyntax property => property.Type,
        BaseFieldDeclarationSyntax field => field.Declaration.Type,
        _ => null,
    };

    /// <summary>The parameters of the member itself, or null where it can have none.</summary>
    public static BaseParameterListSyntax? ParametersOf(SyntaxNode member) => member switch
    {
        BaseMethodDeclarationSyntax method => method.ParameterList,
        IndexerDeclarationSyntax indexer => indexer.ParameterList,
        _ => null,
    };

    private static IEnumerable<SyntaxNode> MembersIn(SyntaxNode container)
    {
        var open = new Stack<SyntaxNode>();
        open.Push(container);
        while (open.Count > 0)
        {
            var node = open.Pop();
            if (node is BaseMethodDeclarationSyntax or BasePropertyDeclarationSyntax or BaseFieldDeclarationSyntax)
            {
                yield return node;
                continue;
            }

            var members = MembersOf(node);
            for (var i = members.Count - 1; i >= 0; i--)
            {
                open.Push(members[i]);
            }
        }
    }

    private static SyntaxList<MemberDeclarationSyntax> MembersOf(SyntaxNode container) => container switch
    {
        CompilationUnitSyntax unit => unit.Members,
        BaseNamespaceDeclarationSyntax space => space.Members,
        TypeDeclarationSyntax type => type.Members,
        _ => default,
    };
}
