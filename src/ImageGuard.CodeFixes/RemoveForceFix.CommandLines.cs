using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace ImageGuard.CodeFixes;

/// <content>Command lines: the option goes out of the string, and all else stays to the letter.</content>
public sealed partial class RemoveForceFix
{
    private const string EmptyString = "\"\"";

    private static IEnumerable<SyntaxNode> WithoutOption(FixPlace place)
    {
        if (StringAround(place.Node) is not { } text || !text.Span.Contains(place.Span) || !IsOption(text, place.Span))
        {
            return [];
        }

        return WithoutStretch(place.Root, text, place.Span);
    }

    /// <summary>The literal, or the whole of an interpolated string.</summary>
    private static ExpressionSyntax? StringAround(SyntaxNode node) => node switch
    {
        LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } literal => literal,
        InterpolatedStringContentSyntax { Parent: InterpolatedStringExpressionSyntax whole } => whole,
        InterpolatedStringExpressionSyntax whole => whole,
        _ => null,
    };

    /// <summary>Whether the option itself is marked, or its letter; where it comes from elsewhere, the whole command is.</summary>
    private static bool IsOption(ExpressionSyntax text, TextSpan span)
    {
        var marked = text.ToString().Substring(span.Start - text.SpanStart, span.Length).TrimStart('$', '@', '"');
        return marked.StartsWith("-", StringComparison.Ordinal) || (marked.Length == 1 && char.IsLetter(marked[0]));
    }

    private static IEnumerable<SyntaxNode> WithoutStretch(SyntaxNode root, ExpressionSyntax text, TextSpan span)
    {
        if (span == text.Span)
        {
            return Without(root, text);
        }

        var source = text.ToString();
        var (start, end) = (span.Start - text.SpanStart, span.End - text.SpanStart);
        if (start == 0 || end == source.Length)
        {
            return [];
        }

        if (IsBlank(source[end]) && (IsBlank(source[start - 1]) || source[start - 1] is '"' or '\''))
        {
            end++;
        }
        else if (IsBlank(source[start - 1]))
        {
            start--;
        }

        var cut = ParseExpression(source.Remove(start, end - start));
        return cut is LiteralExpressionSyntax { Token.ValueText: "" } or InterpolatedStringExpressionSyntax { Contents.Count: 0 }
            ? Without(root, text)
            : [root.ReplaceNode(text, cut.WithTriviaFrom(text))];
    }

    private static bool IsBlank(char character) => character is ' ' or '\t';

    /// <summary>Without a text that holds nothing but the option: without what adds it to the command, else with an empty one.</summary>
    private static IEnumerable<SyntaxNode> Without(SyntaxNode root, ExpressionSyntax text)
    {
        switch (text.Parent)
        {
            case ParenthesizedExpressionSyntax parenthesized:
                return Without(root, parenthesized);
            case ConditionalExpressionSyntax choice when choice.Condition != text:
                var other = choice.WhenTrue == text ? choice.WhenFalse : choice.WhenTrue;
                return IsEmpty(other) ? Without(root, choice) : [root.ReplaceNode(choice, other.WithTriviaFrom(choice))];
            case InterpolationSyntax { Parent: InterpolatedStringExpressionSyntax whole } interpolation:
                return WithoutStretch(root, whole, interpolation.Span);
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum:
                return [root.ReplaceNode(sum, (sum.Left == text ? sum.Right : sum.Left).WithTriviaFrom(sum))];
            case AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.AddAssignmentExpression, Parent: ExpressionStatementSyntax statement }:
                return WithoutStatement(root, statement);
            case ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } argument:
                return [.. WithoutCall(root, call), .. WithoutItem(root, argument), WithEmpty(root, text)];
            case InitializerExpressionSyntax { Parent: not BaseObjectCreationExpressionSyntax { Initializer.RawKind: (int)SyntaxKind.ObjectInitializerExpression } }:
                return WithoutItem(root, text);
            case ExpressionElementSyntax element:
                return WithoutItem(root, element);
            default:
                return [WithEmpty(root, text)];
        }
    }

    /// <summary>Without the call that adds the option: a statement of its own, or a link of a chain.</summary>
    private static IEnumerable<SyntaxNode> WithoutCall(SyntaxNode root, InvocationExpressionSyntax call) => call switch
    {
        { ArgumentList.Arguments.Count: not 1 } or { Expression: not MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Add" or "Append" } } => [],
        { Parent: ExpressionStatementSyntax statement, Expression: MemberAccessExpressionSyntax { Expression: not InvocationExpressionSyntax } } => WithoutStatement(root, statement),
        { Expression: MemberAccessExpressionSyntax { Expression: var receiver } } => [root.ReplaceNode(call, receiver.WithTriviaFrom(call))],
        _ => [],
    };

    private static IEnumerable<SyntaxNode> WithoutItem(SyntaxNode root, SyntaxNode item) =>
        Comments.In(item).Any() || root.RemoveNode(item, SyntaxRemoveOptions.KeepNoTrivia) is not { } removed ? [] : [removed];

    private static SyntaxNode WithEmpty(SyntaxNode root, ExpressionSyntax text) => root.ReplaceNode(text, ParseExpression(EmptyString).WithTriviaFrom(text));

    private static bool IsEmpty(ExpressionSyntax text) => text is LiteralExpressionSyntax { Token.ValueText: "" or "null" } or MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Empty" };
}
