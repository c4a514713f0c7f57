using ImageGuard.Analyzers.Overlap;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace ImageGuard.CodeFixes.Sequential;

/// <summary><c>await Task.WhenAll(…)</c>.</summary>
/// <param name="Await">The whole.</param>
/// <param name="Call">The call of <c>WhenAll</c> in it.</param>
internal sealed record WhenAllCall(AwaitExpressionSyntax Await, InvocationExpressionSyntax Call)
{
    /// <summary>The statement, where nothing takes the result.</summary>
    public ExpressionStatementSyntax? Statement => Await.Parent as ExpressionStatementSyntax;

    /// <summary>Reads an <c>await</c>; null where it waits for something else.</summary>
    public static WhenAllCall? Of(AwaitExpressionSyntax awaited, FixPlace place) =>
        Of(awaited) is { } call && place.SymbolOf(call.Call) is IMethodSymbol { Name: "WhenAll" } method && TaskFacts.EffectOf(method) == TaskEffect.WhenAll ? call : null;

    /// <summary>Reads an <c>await</c> that is known to wait for <c>WhenAll</c>.</summary>
    public static WhenAllCall? Of(AwaitExpressionSyntax awaited) => awaited.Expression switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait", Expression: InvocationExpressionSyntax call } } => new(awaited, call),
        InvocationExpressionSyntax call => new(awaited, call),
        _ => null,
    };

    /// <summary>The tasks, where they are written out one by one.</summary>
    public IReadOnlyList<ExpressionSyntax> TasksIn(FixPlace place) => Call.ArgumentList.Arguments switch
    {
        [{ Expression: var only }] => TaskFacts.IsAwaitable(place.Model.GetTypeInfo(only, place.CancellationToken).Type) ? [only] : ItemsOf(only),
        var several => [.. several.Select(argument => argument.Expression)],
    };

    /// <summary>Roots in which the tasks run one after the other.</summary>
    public IEnumerable<SyntaxNode> InSequence(FixPlace place)
    {
        var tasks = TasksIn(place);
        if (tasks.Count == 0)
        {
            if (Statement is not null && Call.ArgumentList.Arguments is [{ Expression: var query }] && Loop.Over(query, place) is { } loop)
            {
                yield return place.Root.ReplaceStatement(Statement, loop);
            }
        }
        else if (Statement is not null)
        {
            yield return place.Root.ReplaceStatement(Statement, [.. tasks.Select(StatementFor)]);
        }
        else
        {
            var results = InitializerExpression(SyntaxKind.ArrayInitializerExpression, SeparatedList<ExpressionSyntax>(tasks.Select(AwaitOf)));
            yield return place.Root.ReplaceNode(Await, ImplicitArrayCreationExpression(results).WithTriviaFrom(Await).WithAdditionalAnnotations(Formatter.Annotation));
        }
    }

    /// <summary>The same <c>await</c>, <c>ConfigureAwait</c> and all, for one task.</summary>
    public AwaitExpressionSyntax AwaitOf(ExpressionSyntax task) => Await.ReplaceNode(Call, Expressions.AsOperand(task)).WithoutTrivia();

    /// <summary>The statement without one of its tasks; null where none is left.</summary>
    public StatementSyntax? Without(string task)
    {
        ExpressionSyntax[] left = Call.ArgumentList.Arguments is [{ Expression: var only }] && ItemsOf(only) is { Count: > 0 } items
            ? [.. items.Where(IsOther)]
            : [.. Call.ArgumentList.Arguments.Select(argument => argument.Expression).Where(IsOther)];
        return left switch
        {
            [] => null,
            [var last] => ExpressionStatement(AwaitOf(last)),
            _ => ExpressionStatement(Await.ReplaceNode(Call, Call.WithArgumentList(ArgumentList(SeparatedList(left.Select(other => Argument(other.WithoutTrivia()))))))),
        };

        bool IsOther(ExpressionSyntax expression) => expression is not IdentifierNameSyntax name || name.Identifier.ValueText != task;
    }

    private ExpressionStatementSyntax StatementFor(ExpressionSyntax task) =>
        ExpressionStatement(AwaitOf(task)).WithLeadingTrivia(Comments.AsLines(task.GetLeadingTrivia().Where(Comments.IsComment), Statement!));

    /// <summary>The items of a collection that is written out.</summary>
    public static IReadOnlyList<ExpressionSyntax> ItemsOf(ExpressionSyntax collection) => collection switch
    {
        ImplicitArrayCreationExpressionSyntax { Initializer.Expressions: var items } => items,
        ArrayCreationExpressionSyntax { Initializer.Expressions: var items } => items,
        BaseObjectCreationExpressionSyntax { Initializer.Expressions: var items } => items,
        CollectionExpressionSyntax { Elements: var elements } when !elements.Any(static element => element is SpreadElementSyntax) =>
            elements.OfType<ExpressionElementSyntax>().Select(static element => element.Expression).ToArray(),
        _ => [],
    };
}
