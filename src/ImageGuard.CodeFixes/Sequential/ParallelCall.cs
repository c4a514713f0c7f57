using ImageGuard.Analyzers;
using ImageGuard.Analyzers.Overlap;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Simplification;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace ImageGuard.CodeFixes.Sequential;

/// <summary>A statement that calls <c>Parallel.ForEachAsync</c>, <c>Parallel.ForEach</c> or <c>Parallel.Invoke</c>.</summary>
internal static class ParallelCall
{
    /// <summary>The root in which the same work is done by a loop, or by statements one after the other.</summary>
    public static IEnumerable<SyntaxNode> InSequence(ExpressionStatementSyntax statement, FixPlace place)
    {
        if (CallIn(statement.Expression) is not { } call
            || place.Model.GetOperation(call, place.CancellationToken) is not IInvocationOperation { TargetMethod: var method } operation
            || TaskFacts.EffectOf(method) is not (TaskEffect.Parallel or TaskEffect.ParallelAsync))
        {
            return [];
        }

        StatementSyntax[] sequence = method.Name switch
        {
            "Invoke" => ActionsOf(call),
            "ForEach" => [.. LoopOver(operation, token: null, place)],
            "ForEachAsync" => [.. LoopOver(operation, TokenOf(operation), place)],
            _ => [],
        };
        return sequence.Length == 0 ? [] : [place.Root.ReplaceStatement(statement, sequence)];
    }

    private static InvocationExpressionSyntax? CallIn(ExpressionSyntax expression) =>
        expression is AwaitExpressionSyntax awaited ? WhenAllCall.Of(awaited)?.Call : expression as InvocationExpressionSyntax;

    private static IEnumerable<StatementSyntax> LoopOver(IInvocationOperation call, ExpressionSyntax? token, FixPlace place)
    {
        if (call.ArgumentFor("source") is { Syntax: ExpressionSyntax items } source
            && call.ArgumentFor("body") is { Syntax: ExpressionSyntax function }
            && Loop.Over(items, FunctionBody.Of(function, yieldsTask: token is not null, token, place)) is { } loop)
        {
            yield return source.Type?.Name == "IAsyncEnumerable" ? loop.WithAwaitKeyword(Token(SyntaxKind.AwaitKeyword)) : loop;
        }
    }

    /// <summary>The token that was passed, by itself or in the options, else <c>CancellationToken.None</c>.</summary>
    private static ExpressionSyntax TokenOf(IInvocationOperation call)
    {
        var passed = call.Arguments.FirstOrDefault(argument => argument.ArgumentKind == ArgumentKind.Explicit && argument.Parameter!.Name is "cancellationToken" or "parallelOptions");
        return passed?.Value.Syntax switch
        {
            BaseObjectCreationExpressionSyntax options => options.Initializer?.Expressions.OfType<AssignmentExpressionSyntax>()
                .FirstOrDefault(setting => setting.Left is IdentifierNameSyntax { Identifier.ValueText: "CancellationToken" })?.Right ?? NoToken(),
            ExpressionSyntax options when passed.Parameter!.Name == "parallelOptions" =>
                MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, Expressions.AsOperand(options), IdentifierName("CancellationToken")),
            ExpressionSyntax token => token.WithoutTrivia(),
            _ => NoToken(),
        };
    }

    private static ExpressionSyntax NoToken() =>
        ParseExpression("global::System.Threading.CancellationToken.None").WithAdditionalAnnotations(Simplifier.Annotation);

    /// <summary>The bodies of the functions; none where one of them cannot stand by itself.</summary>
    private static StatementSyntax[] ActionsOf(InvocationExpressionSyntax call)
    {
        var actions = call.ArgumentList.Arguments.Select(argument => StatementOf(argument.Expression)).ToArray();
        return actions.Contains(null) ? [] : [.. actions.OfType<StatementSyntax>()];
    }

    private static StatementSyntax? StatementOf(ExpressionSyntax action) => action switch
    {
        LambdaExpressionSyntax lambda when lambda.AsyncKeyword != default => null,
        LambdaExpressionSyntax { ExpressionBody: { } expression } => ExpressionStatement(expression.WithoutTrivia()),
        LambdaExpressionSyntax { Block: { } block } => block.DescendantNodes().Any(node => node is ReturnStatementSyntax) ? null : block.WithoutTrivia(),
        SimpleNameSyntax or MemberAccessExpressionSyntax => ExpressionStatement(InvocationExpression(action.WithoutTrivia())),
        _ => null,
    };
}
