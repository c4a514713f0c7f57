using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace ImageGuard.CodeFixes.Sequential;

/// <summary>A function that is called with one item, as the body of a loop.</summary>
/// <param name="ItemType">The item's type, where it is written.</param>
/// <param name="Item">The item's name.</param>
/// <param name="Body">The body: it waits for the task that the function would have returned, and goes on where the function would have ended.</param>
internal sealed record FunctionBody(TypeSyntax? ItemType, SyntaxToken Item, BlockSyntax Body)
{
    /// <summary>Reads a lambda or a method's name; null where it cannot be a loop's body.</summary>
    /// <param name="function">The function.</param>
    /// <param name="yieldsTask">Whether its caller waits for a task that it returns.</param>
    /// <param name="token">What its second parameter, a cancellation token, stands for; null where it may have no second parameter.</param>
    /// <param name="place">The finding.</param>
    public static FunctionBody? Of(ExpressionSyntax function, bool yieldsTask, ExpressionSyntax? token, FixPlace place)
    {
        var parameters = function switch
        {
            SimpleLambdaExpressionSyntax { Parameter: var only } => [only],
            ParenthesizedLambdaExpressionSyntax { ParameterList.Parameters: var several } => several.ToArray(),
            _ => [],
        };
        if (function is not LambdaExpressionSyntax lambda)
        {
            return OfMethod(function, yieldsTask, token, place);
        }

        if (parameters.Length != (token is null ? 1 : 2) || (!yieldsTask && lambda.AsyncKeyword != default))
        {
            return null;
        }

        var body = token is null ? lambda.Body : WithToken(lambda.Body, parameters[1], token, place);
        var awaits = yieldsTask && lambda.AsyncKeyword == default;
        var block = body is BlockSyntax statements ? WithoutReturns(statements, awaits) : BlockOf((ExpressionSyntax)body, awaits);
        return block is null ? null : new(parameters[0].Type, parameters[0].Identifier.WithoutTrivia(), block);
    }

    private static FunctionBody? OfMethod(ExpressionSyntax function, bool yieldsTask, ExpressionSyntax? token, FixPlace place)
    {
        if (place.SymbolOf(function) is not IMethodSymbol)
        {
            return null;
        }

        var item = IdentifierName("item");
        var arguments = new[] { item, token }.OfType<ExpressionSyntax>().Select(Argument);
        var body = BlockOf(InvocationExpression(function.WithoutTrivia(), ArgumentList(SeparatedList(arguments))), yieldsTask);
        return body is null ? null : new(ItemType: null, item.Identifier, body);
    }

    private static SyntaxNode WithToken(SyntaxNode body, ParameterSyntax parameter, ExpressionSyntax token, FixPlace place)
    {
        var symbol = place.Model.GetDeclaredSymbol(parameter, place.CancellationToken);
        var uses = body.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Where(name => SymbolEqualityComparer.Default.Equals(place.SymbolOf(name), symbol));
        return body.ReplaceNodes(uses, (_, use) => token.WithTriviaFrom(use));
    }

    /// <summary>An expression as a statement; null where the language has none for it.</summary>
    private static BlockSyntax? BlockOf(ExpressionSyntax expression, bool awaits) =>
        awaits ? Block(ExpressionStatement(Expressions.Await(expression)))
        : expression is InvocationExpressionSyntax or AwaitExpressionSyntax or AssignmentExpressionSyntax or ConditionalAccessExpressionSyntax ? Block(ExpressionStatement(expression.WithoutTrivia()))
        : null;

    /// <summary>A loop's body goes on with <c>continue</c>. In a loop within, that would mean the inner loop, so there is no answer then.</summary>
    private static BlockSyntax? WithoutReturns(BlockSyntax body, bool awaits)
    {
        while (ReturnsIn(body).FirstOrDefault() is { } result)
        {
            var isLast = result.Parent == body && body.Statements.Last() == result;
            switch (result.Expression)
            {
                case { } task when awaits && isLast:
                    body = (BlockSyntax)body.ReplaceStatement(result, ExpressionStatement(Expressions.Await(task)));
                    break;
                case null when isLast:
                    body = (BlockSyntax)body.RemoveStatement(result);
                    break;
                case null when !result.Ancestors().Any(IsLoop):
                    body = (BlockSyntax)body.ReplaceStatement(result, ContinueStatement());
                    break;
                default:
                    return null;
            }
        }

        return body;
    }

    private static IEnumerable<ReturnStatementSyntax> ReturnsIn(BlockSyntax body) =>
        body.DescendantNodes(node => node is not AnonymousFunctionExpressionSyntax and not LocalFunctionStatementSyntax).OfType<ReturnStatementSyntax>();

    private static bool IsLoop(SyntaxNode node) => node is CommonForEachStatementSyntax or ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax;
}
