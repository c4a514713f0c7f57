using ImageGuard.CodeFixes.Sequential;
using ImageGuard.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ImageGuard.CodeFixes;

/// <summary>IMG201, IMG202, IMG203, IMG204: lets one operation end before the other starts.</summary>
/// <remarks>
/// From both ends of the finding outwards, everything that starts work without waiting for it is tried: the innermost first, because it
/// changes least.
/// </remarks>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class SequentialFix : VerifiedCodeFixProvider
{
    /// <summary>Creates the fix.</summary>
    public SequentialFix()
        : base("Run one after the other", Rules.CreationBesideRemoval, Rules.SaveBesideRemoval, Rules.BuildBesideRemoval, Rules.OverlappingBuilds)
    {
    }

    private protected override IEnumerable<SyntaxNode> ProposeRoots(FixPlace place)
    {
        var around = new HashSet<SyntaxNode>();
        return Around(place.Node, place, around)
            .Concat(place.Other is null ? [] : Around(place.Other, place, around))
            .SelectMany(node => InSequence(node, place));
    }

    private static IEnumerable<SyntaxNode> InSequence(SyntaxNode node, FixPlace place) => node switch
    {
        AwaitExpressionSyntax awaited when WhenAllCall.Of(awaited, place) is { } whenAll => whenAll.InSequence(place),
        LocalDeclarationStatementSyntax declaration => StartedTask.InSequence(declaration, place).Concat(TaskCollection.InSequence(declaration, place)),
        ExpressionStatementSyntax { Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax list, Name.Identifier.ValueText: "Add" } } }
            when DeclarationOf(list, place) is { } declaration => TaskCollection.InSequence(declaration, place),
        ExpressionStatementSyntax statement => ParallelCall.InSequence(statement, place),
        _ => [],
    };

    /// <summary>All code around a node, a local function's callers included, as far as it has not been seen.</summary>
    private static IEnumerable<SyntaxNode> Around(SyntaxNode node, FixPlace place, HashSet<SyntaxNode> seen)
    {
        foreach (var ancestor in node.Ancestors().TakeWhile(ancestor => ancestor is not MemberDeclarationSyntax or GlobalStatementSyntax))
        {
            if (!seen.Add(ancestor))
            {
                yield break;
            }

            yield return ancestor;
            if (ancestor is LocalFunctionStatementSyntax function && place.Model.GetDeclaredSymbol(function, place.CancellationToken) is { } symbol)
            {
                foreach (var caller in place.UsesOf(symbol).SelectMany(use => Around(use, place, seen)))
                {
                    yield return caller;
                }
            }
        }
    }

    private static LocalDeclarationStatementSyntax? DeclarationOf(IdentifierNameSyntax name, FixPlace place) =>
        place.SymbolOf(name) is ILocalSymbol { DeclaringSyntaxReferences: [var reference] }
            ? reference.GetSyntax(place.CancellationToken).FirstAncestorOrSelf<LocalDeclarationStatementSyntax>()
            : null;
}
