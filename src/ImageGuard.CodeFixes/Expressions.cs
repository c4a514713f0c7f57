using ImageGuard.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace ImageGuard.CodeFixes;

/// <summary>Small pieces of code that several fixes make.</summary>
internal static class Expressions
{
    /// <summary><c>await expression</c>, in parentheses where the language asks for them.</summary>
    public static AwaitExpressionSyntax Await(ExpressionSyntax expression) =>
        AwaitExpression(Token(SyntaxKind.AwaitKeyword).WithTrailingTrivia(Space), AsOperand(expression));

    /// <summary>An expression in a form that may be awaited, called on or indexed.</summary>
    public static ExpressionSyntax AsOperand(ExpressionSyntax expression)
    {
        expression = expression.WithoutTrivia();
        return expression is InvocationExpressionSyntax or MemberAccessExpressionSyntax or SimpleNameSyntax or ElementAccessExpressionSyntax
            or ParenthesizedExpressionSyntax or BaseObjectCreationExpressionSyntax
                ? expression
                : ParenthesizedExpression(expression);
    }

    /// <summary>The value below parentheses.</summary>
    public static ExpressionSyntax WithoutParentheses(ExpressionSyntax expression) =>
        expression is ParenthesizedExpressionSyntax { Expression: var inner } ? WithoutParentheses(inner) : expression;

    /// <summary>The whole of <c>task.ConfigureAwait(…)</c>, or the task itself.</summary>
    public static ExpressionSyntax WithConfigureAwait(ExpressionSyntax task)
    {
        while (true)
        {
            switch (task.Parent)
            {
                case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait", Parent: InvocationExpressionSyntax configured } access when access.Expression == task:
                    task = configured;
                    break;
                case ParenthesizedExpressionSyntax parenthesized:
                    task = parenthesized;
                    break;
                default:
                    return task;
            }
        }
    }

    /// <summary>The function, member or file whose code a node is.</summary>
    public static SyntaxNode FunctionAround(SyntaxNode node) =>
        node.Ancestors().First(ancestor => ancestor.Parent is null || (ancestor.IsFunctionOrMember() && ancestor is not GlobalStatementSyntax));
}
