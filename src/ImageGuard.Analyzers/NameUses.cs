using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ImageGuard.Analyzers;

/// <summary>What code does with a method's name, by its form alone.</summary>
internal enum NameUse
{
    /// <summary>Nothing that runs it.</summary>
    None,

    /// <summary>Calls it, and waits there and then for its end if that is yet to come; or returns what it returns.</summary>
    Awaited,

    /// <summary>Calls it, and does something else with what it returns.</summary>
    Unawaited,

    /// <summary>Hands it on without calling it, or calls it in a lambda or a local function.</summary>
    HandedOn,
}

/// <summary>Sorts the names in a member by what is done with them.</summary>
internal static class NameUses
{
    private static readonly HashSet<string> Waits = ["Wait", "Result", "GetAwaiter"];

    public static NameUse Of(SimpleNameSyntax name, SyntaxNode member) =>
        name.Call() is not { } call ? IsValue(name.Qualified()) ? NameUse.HandedOn : NameUse.None
        : IsInFunction(call, member) ? NameUse.HandedOn
        : IsAwaited(call) ? NameUse.Awaited
        : NameUse.Unawaited;

    private static bool IsValue(SyntaxNode name) => name.Parent switch
    {
        AssignmentExpressionSyntax assignment => assignment.Right == name,
        ArgumentSyntax or EqualsValueClauseSyntax or ReturnStatementSyntax or ArrowExpressionClauseSyntax or CastExpressionSyntax
            or ConditionalExpressionSyntax or InitializerExpressionSyntax or ExpressionElementSyntax => true,
        _ => false,
    };

    private static bool IsAwaited(ExpressionSyntax call)
    {
        while (true)
        {
            switch (call.Parent)
            {
                case AwaitExpressionSyntax or ReturnStatementSyntax:
                case ForEachStatementSyntax { AwaitKeyword.RawKind: not 0 }:
                    return true;
                case ArrowExpressionClauseSyntax { Parent: MemberDeclarationSyntax member }:
                    return CodeMembers.TypeOf(member) is not (null or PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword });
                case ParenthesizedExpressionSyntax or ConditionalAccessExpressionSyntax:
                    call = (ExpressionSyntax)call.Parent;
                    break;
                case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait" or "WithCancellation", Parent: InvocationExpressionSyntax configured }:
                    call = configured;
                    break;
                case MemberAccessExpressionSyntax access:
                    return Waits.Contains(access.Name.Identifier.ValueText);
                default:
                    return false;
            }
        }
    }

    private static bool IsInFunction(SyntaxNode node, SyntaxNode member)
    {
        for (var parent = node.Parent; parent is not null && parent != member; parent = parent.Parent)
        {
            if (parent is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)
            {
                return true;
            }
        }

        return false;
    }
}
