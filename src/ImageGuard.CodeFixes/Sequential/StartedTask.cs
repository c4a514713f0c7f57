using ImageGuard.Analyzers.Overlap;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace ImageGuard.CodeFixes.Sequential;

/// <summary><c>var task = StartAsync(); … await task;</c>: a task that is started in one place and awaited in another.</summary>
internal static class StartedTask
{
    /// <summary>The root in which the task is awaited where it starts, if nothing but an <c>await</c> ever looks at it.</summary>
    public static IEnumerable<SyntaxNode> InSequence(LocalDeclarationStatementSyntax declaration, FixPlace place)
    {
        if (declaration.Declaration.Variables is not [{ Initializer.Value: var started } variable]
            || place.Model.GetDeclaredSymbol(variable, place.CancellationToken) is not ILocalSymbol local
            || !TaskFacts.IsAwaitable(local.Type))
        {
            yield break;
        }

        var uses = place.UsesOf(local).Select(use => TaskUse.Of((IdentifierNameSyntax)use, place)).ToArray();
        if (uses.Length == 0 || uses.Contains(null))
        {
            yield break;
        }

        var root = place.Root.TrackNodes(uses.Select(use => use!.Target).Append(declaration));
        foreach (var use in uses.OfType<TaskUse>())
        {
            root = use.AppliedTo(root);
        }

        var awaited = uses[0]!.AwaitOf(started);
        var current = root.GetCurrentNode(declaration)!;
        yield return root.ReplaceStatement(current, uses.Any(use => use!.TakesResult) ? WithResult(current, awaited) : ExpressionStatement(awaited));
    }

    private static LocalDeclarationStatementSyntax WithResult(LocalDeclarationStatementSyntax declaration, ExpressionSyntax result)
    {
        var variable = declaration.Declaration.Variables[0];
        return declaration.WithDeclaration(declaration.Declaration
            .WithType(IdentifierName("var").WithTriviaFrom(declaration.Declaration.Type))
            .WithVariables(SingletonSeparatedList(variable.WithInitializer(variable.Initializer!.WithValue(result.WithTriviaFrom(variable.Initializer.Value))))));
    }

    /// <summary>A place that waits for the task.</summary>
    /// <param name="Name">The task's variable there.</param>
    /// <param name="Target">What changes: a statement or, where the result is used, an expression.</param>
    /// <param name="Template">How the task is awaited; null where it is read by <c>Result</c>.</param>
    /// <param name="IsJoined">Whether it is awaited together with others, by <c>Task.WhenAll</c>.</param>
    private sealed record TaskUse(IdentifierNameSyntax Name, SyntaxNode Target, AwaitExpressionSyntax? Template, bool IsJoined = false)
    {
        public bool TakesResult => Target is ExpressionSyntax;

        public static TaskUse? Of(IdentifierNameSyntax name, FixPlace place)
        {
            switch (Expressions.WithConfigureAwait(name).Parent)
            {
                case AwaitExpressionSyntax { Parent: ExpressionStatementSyntax statement } awaited:
                    return new(name, statement, awaited);
                case AwaitExpressionSyntax awaited:
                    return new(name, WithParentheses(awaited), awaited);
                case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Result" } result when result.Expression == name:
                    return new(name, result, Template: null);
            }

            var whenAll = name.Ancestors().OfType<AwaitExpressionSyntax>().Select(awaited => WhenAllCall.Of(awaited, place)).FirstOrDefault(call => call is not null);
            return whenAll is { Statement: { } joined } && whenAll.TasksIn(place).Contains(name) ? new(name, joined, whenAll.Await, IsJoined: true) : null;
        }

        public SyntaxNode AppliedTo(SyntaxNode root)
        {
            switch (root.GetCurrentNode(Target))
            {
                case ExpressionSyntax expression:
                    return root.ReplaceNode(expression, Name.WithTriviaFrom(expression));
                case ExpressionStatementSyntax { Expression: AwaitExpressionSyntax awaited } statement:
                    var left = IsJoined ? WhenAllCall.Of(awaited)?.Without(Name.Identifier.ValueText) : null;
                    return left is null ? root.RemoveStatement(statement) : root.ReplaceStatement(statement, left);
                default:
                    return root;
            }
        }

        /// <summary>Another task, awaited as this one was.</summary>
        public AwaitExpressionSyntax AwaitOf(ExpressionSyntax task) =>
            Template is null ? Expressions.Await(task)
            : IsJoined ? WhenAllCall.Of(Template)!.AwaitOf(task)
            : Template.ReplaceNode(Name, Expressions.AsOperand(task)).WithoutTrivia();

        private static ExpressionSyntax WithParentheses(ExpressionSyntax expression) =>
            expression.Parent is ParenthesizedExpressionSyntax parenthesized ? WithParentheses(parenthesized) : expression;
    }
}
