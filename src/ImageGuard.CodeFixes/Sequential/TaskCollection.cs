using ImageGuard.Analyzers.Overlap;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace ImageGuard.CodeFixes.Sequential;

/// <summary><c>var tasks = …; … await Task.WhenAll(tasks);</c>: tasks that are collected in one place and awaited in another.</summary>
internal static class TaskCollection
{
    /// <summary>Roots in which the tasks run before what follows, or one after the other, if nothing else looks at the collection.</summary>
    public static IEnumerable<SyntaxNode> InSequence(LocalDeclarationStatementSyntax declaration, FixPlace place)
    {
        if (declaration.Declaration.Variables is not [{ Initializer.Value: var collection } variable]
            || place.Model.GetDeclaredSymbol(variable, place.CancellationToken) is not ILocalSymbol local
            || TaskFacts.IsAwaitable(local.Type))
        {
            yield break;
        }

        var uses = place.UsesOf(local).ToArray();
        var joins = uses.Select(use => JoinOf(use, place)).OfType<WhenAllCall>().ToArray();
        var adds = uses.Select(AddTo).OfType<ExpressionStatementSyntax>().ToArray();
        if (joins is not [{ Statement: { } statement } join] || uses.Length != joins.Length + adds.Length)
        {
            yield break;
        }

        if (adds.Length > 0)
        {
            if (IsEmptyList(collection))
            {
                yield return WithAwaitedItems(place.Root, declaration, statement, join, adds);
            }

            yield break;
        }

        // A query that has not been put into a list starts its work only where it is joined.
        var startsHere = Query.Of(collection, place) is not { IsLazy: true };
        if (startsHere)
        {
            yield return Moved(place.Root, declaration, statement, ExpressionStatement(WithArgument(join, collection)));
        }

        if (Loop.Over(collection, place) is { } loop)
        {
            yield return startsHere ? Moved(place.Root, declaration, statement, loop) : Moved(place.Root, statement, declaration, loop);
        }

        if (WhenAllCall.ItemsOf(collection) is { Count: > 0 } items)
        {
            yield return Moved(place.Root, declaration, statement, [.. items.Select(item => ExpressionStatement(join.AwaitOf(item)))]);
        }
    }

    private static WhenAllCall? JoinOf(SyntaxNode use, FixPlace place) =>
        use.Parent is ArgumentSyntax { Parent: ArgumentListSyntax { Arguments.Count: 1, Parent: InvocationExpressionSyntax call } }
        && Expressions.WithConfigureAwait(call).Parent is AwaitExpressionSyntax awaited ? WhenAllCall.Of(awaited, place) : null;

    /// <summary><c>tasks.Add(…);</c></summary>
    private static ExpressionStatementSyntax? AddTo(SyntaxNode use) =>
        use.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Add", Parent: InvocationExpressionSyntax { ArgumentList.Arguments.Count: 1, Parent: ExpressionStatementSyntax statement } }
            ? statement
            : null;

    private static bool IsEmptyList(ExpressionSyntax collection) => collection is
        BaseObjectCreationExpressionSyntax { Initializer: null or { Expressions.Count: 0 }, ArgumentList: null or { Arguments.Count: 0 } }
        or CollectionExpressionSyntax { Elements.Count: 0 };

    /// <summary>Each item is awaited where it would have been added, and the list goes.</summary>
    private static SyntaxNode WithAwaitedItems(SyntaxNode root, StatementSyntax declaration, StatementSyntax join, WhenAllCall call, ExpressionStatementSyntax[] adds)
    {
        root = root.TrackNodes([declaration, join, .. adds]);
        foreach (var add in adds)
        {
            var current = root.GetCurrentNode(add)!;
            var item = ((InvocationExpressionSyntax)current.Expression).ArgumentList.Arguments[0].Expression;
            root = root.ReplaceStatement(current, ExpressionStatement(call.AwaitOf(item)));
        }

        root = root.RemoveStatement(root.GetCurrentNode(join)!);
        return root.RemoveStatement(root.GetCurrentNode(declaration)!);
    }

    /// <summary>Puts statements in the place of one and takes the other away.</summary>
    private static SyntaxNode Moved(SyntaxNode root, StatementSyntax place, StatementSyntax gone, params StatementSyntax[] statements)
    {
        root = root.TrackNodes(place, gone);
        root = root.ReplaceStatement(root.GetCurrentNode(place)!, statements);
        return root.RemoveStatement(root.GetCurrentNode(gone)!);
    }

    private static AwaitExpressionSyntax WithArgument(WhenAllCall join, ExpressionSyntax collection) =>
        join.Await.ReplaceNode(join.Call, join.Call.WithArgumentList(ArgumentList(SingletonSeparatedList(Argument(collection.WithoutTrivia()))))).WithoutTrivia();
}
