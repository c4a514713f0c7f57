using ImageGuard.Analyzers.Overlap;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ImageGuard.CodeFixes.Sequential;

/// <summary><c>items.Select(function)</c>, with or without <c>ToList</c>.</summary>
/// <param name="Source">The items.</param>
/// <param name="Function">What makes a task of each.</param>
/// <param name="IsLazy">Whether the function only runs when somebody asks for the tasks.</param>
internal sealed record Query(ExpressionSyntax Source, ExpressionSyntax Function, bool IsLazy)
{
    /// <summary>Reads a query, or returns null.</summary>
    public static Query? Of(ExpressionSyntax expression, FixPlace place)
    {
        if (Expressions.WithoutParentheses(expression) is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } call
            || place.SymbolOf(call) is not IMethodSymbol method)
        {
            return null;
        }

        return (TaskFacts.EffectOf(method), call.ArgumentList.Arguments) switch
        {
            (TaskEffect.Enumerate, []) => Of(access.Expression, place) is { } query ? query with { IsLazy = false } : null,
            (TaskEffect.Query, [{ Expression: var function }]) when method.Name == "Select" && !TaskFacts.IsParallel(method.ReturnType) => new(access.Expression, function, IsLazy: true),
            _ => null,
        };
    }
}
