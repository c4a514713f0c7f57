using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace ImageGuard.CodeFixes.Sequential;

/// <summary>Makes loops of functions that would run for many items at once.</summary>
internal static class Loop
{
    /// <summary>A loop over a query of tasks, or null where its function cannot be a loop's body.</summary>
    public static StatementSyntax? Over(ExpressionSyntax query, FixPlace place) => Query.Of(query, place) is { } read
        ? Over(read.Source, FunctionBody.Of(read.Function, yieldsTask: true, token: null, place))
        : null;

    /// <summary>A loop over items.</summary>
    public static ForEachStatementSyntax? Over(ExpressionSyntax items, FunctionBody? function) => function is null ? null : ForEachStatement(
        function.ItemType ?? IdentifierName("var"),
        function.Item,
        items.WithoutTrivia(),
        function.Body);
}
