using ImageGuard.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace ImageGuard.CodeFixes;

/// <summary>IMG205: awaits the operation.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class AwaitFix : VerifiedCodeFixProvider
{
    /// <summary>Creates the fix.</summary>
    public AwaitFix()
        : base("Await the operation", Rules.NotAwaited)
    {
    }

    /// <summary>An <c>async void</c> method that returns a task may no longer fit a delegate or a base class elsewhere.</summary>
    private protected override string? MemberChangedAt(FixPlace place) =>
        Expressions.FunctionAround(place.Node) is MethodDeclarationSyntax method && IsAsyncVoid(method.Modifiers, method.ReturnType) ? method.Identifier.ValueText : null;

    private protected override IEnumerable<SyntaxNode> ProposeRoots(FixPlace place)
    {
        var mark = new SyntaxAnnotation();
        if (DroppedTask(place.Node) is { } task && Awaited(place.Root, task, mark) is { } awaited)
        {
            yield return awaited;

            // In an async void function that is not enough: nobody can wait for the function either.
            var function = Expressions.FunctionAround(awaited.GetAnnotatedNodes(mark).Single());
            if (WithTask(function, place) is { } returning)
            {
                yield return awaited.ReplaceNode(function, returning);
            }
        }
    }

    /// <summary>The whole expression whose task nobody waits for: from the marked name out to the statement.</summary>
    private static ExpressionSyntax? DroppedTask(SyntaxNode marked)
    {
        var expression = marked.AncestorsAndSelf().OfType<InvocationExpressionSyntax>().FirstOrDefault() as ExpressionSyntax ?? marked as ExpressionSyntax;
        while (expression?.Parent is MemberAccessExpressionSyntax or InvocationExpressionSyntax or ConditionalAccessExpressionSyntax or ParenthesizedExpressionSyntax)
        {
            expression = (ExpressionSyntax)expression.Parent;
        }

        return expression;
    }

    /// <summary>The root in which the task is awaited, and marked; the same root where it already is.</summary>
    private static SyntaxNode? Awaited(SyntaxNode root, ExpressionSyntax task, SyntaxAnnotation mark)
    {
        var marked = task.WithAdditionalAnnotations(mark);
        var awaited = Expressions.Await(marked);
        var changed = task.Parent switch
        {
            AwaitExpressionSyntax => root.ReplaceNode(task, marked),
            ExpressionStatementSyntax statement => root.ReplaceStatement(statement, ExpressionStatement(awaited)),
            AssignmentExpressionSyntax { Left: IdentifierNameSyntax, Parent: ExpressionStatementSyntax statement } =>
                root.ReplaceStatement(statement, ExpressionStatement(awaited)),
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax statement } } } =>
                root.ReplaceStatement(statement, ExpressionStatement(awaited)),
            LambdaExpressionSyntax => root.ReplaceNode(task, awaited.WithTriviaFrom(task)),
            _ => null,
        };
        return changed is null ? null : InAsyncLambda(changed, changed.GetAnnotatedNodes(mark).Single());
    }

    private static SyntaxNode InAsyncLambda(SyntaxNode root, SyntaxNode awaited) =>
        Expressions.FunctionAround(awaited) is AnonymousFunctionExpressionSyntax { AsyncKeyword.RawKind: 0 } lambda
            ? root.ReplaceNode(lambda, AsAsync(lambda))
            : root;

    private static AnonymousFunctionExpressionSyntax AsAsync(AnonymousFunctionExpressionSyntax lambda) =>
        lambda.WithoutLeadingTrivia()
            .WithAsyncKeyword(Token(SyntaxKind.AsyncKeyword).WithTrailingTrivia(Space))
            .WithLeadingTrivia(lambda.GetLeadingTrivia());

    /// <summary><c>async void</c> as <c>async Task</c>; null for any other function.</summary>
    private static SyntaxNode? WithTask(SyntaxNode function, FixPlace place)
    {
        return function switch
        {
            MethodDeclarationSyntax method when IsAsyncVoid(method.Modifiers, method.ReturnType) => method.WithReturnType(InsteadOf(method.ReturnType)),
            LocalFunctionStatementSyntax local when IsAsyncVoid(local.Modifiers, local.ReturnType) => local.WithReturnType(InsteadOf(local.ReturnType)),
            _ => null,
        };

        TypeSyntax InsteadOf(TypeSyntax type)
        {
            var task = place.Model.Compilation.GetTypeByMetadataName("System.Threading.Tasks.Task")!;
            return (TypeSyntax)SyntaxGenerator.GetGenerator(place.Document).TypeExpression(task).WithTriviaFrom(type);
        }
    }

    private static bool IsAsyncVoid(SyntaxTokenList modifiers, TypeSyntax returnType) =>
        modifiers.Any(SyntaxKind.AsyncKeyword) && returnType is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword };
}
