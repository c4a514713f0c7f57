using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ImageGuard.Analyzers;

/// <summary>The members of a file in which code runs: those whose bodies are analysed, one by one.</summary>
internal static class CodeMembers
{
    /// <summary>All members with code, and the file itself where it has top-level statements; and the namespaces around them.</summary>
    public static (IReadOnlyList<SyntaxNode> Members, IReadOnlyList<BaseNamespaceDeclarationSyntax> Namespaces) Of(SyntaxNode root)
    {
        var (members, namespaces) = (new List<SyntaxNode>(), new List<BaseNamespaceDeclarationSyntax>());
        if (root is CompilationUnitSyntax unit && unit.Members.Any(member => member is GlobalStatementSyntax))
        {
            members.Add(unit);
        }

        AddFrom(root, members, namespaces);
        return (members, namespaces);
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
        MethodDeclarationSyntax method => PlaceOf(method.Identifier),
        ConstructorDeclarationSyntax constructor => PlaceOf(constructor.Identifier),
        PropertyDeclarationSyntax property => PlaceOf(property.Identifier),
        BaseFieldDeclarationSyntax { Declaration.Variables: [var only] } => PlaceOf(only.Identifier),
        _ => -1,
    };

    /// <summary>Where a name begins: behind the sign that makes one of a keyword.</summary>
    public static int PlaceOf(SyntaxToken name) => name.Span.End - name.ValueText.Length;

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

    private static void AddFrom(SyntaxNode container, List<SyntaxNode> members, List<BaseNamespaceDeclarationSyntax> namespaces)
    {
        foreach (var member in MembersOf(container))
        {
            switch (member)
            {
                case BaseMethodDeclarationSyntax or BasePropertyDeclarationSyntax or BaseFieldDeclarationSyntax:
                    members.Add(member);
                    break;
                case BaseNamespaceDeclarationSyntax space:
                    namespaces.Add(space);
                    AddFrom(space, members, namespaces);
                    break;
                default:
                    AddFrom(member, members, namespaces);
                    break;
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
