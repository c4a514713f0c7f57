using ImageGuard.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Operations;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace ImageGuard.CodeFixes;

/// <summary>IMG401: throws when the engine reports a failure, and passes all messages on to the handler that was there.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class CheckProgressFix : VerifiedCodeFixProvider
{
    /// <summary>Creates the fix.</summary>
    public CheckProgressFix()
        : base("Throw when the engine reports a failure", Rules.IgnoredFailure)
    {
    }

    private protected override IEnumerable<SyntaxNode> ProposeRoots(FixPlace place)
    {
        var known = ProgressClass.FindIn(place.Model.Compilation);
        var type = known is null ? IdentifierName(ProgressClass.Name) : (TypeSyntax)SyntaxGenerator.GetGenerator(place.Document).TypeExpression(known);
        var changes = place.Node.Parent is InvocationExpressionSyntax call && call.Expression == place.Node
            ? WaitingForTheBuild(call, type, place)
            : [(place.Node, Checked((ExpressionSyntax)place.Node, type, place))];
        foreach (var (old, changed) in changes)
        {
            yield return known is null ? ProgressClass.AddTo(place, old, changed) : place.Root.ReplaceNode(old, changed);
        }
    }

    /// <summary>The progress that throws, around the one that is passed.</summary>
    private static ObjectCreationExpressionSyntax Checked(ExpressionSyntax progress, TypeSyntax type, FixPlace place) =>
        NewProgress(type, HandlesNothing(progress, place) ? null : progress).WithTriviaFrom(progress);

    private static ObjectCreationExpressionSyntax NewProgress(TypeSyntax type, ExpressionSyntax? inner) => ObjectCreationExpression(
        Token(SyntaxKind.NewKeyword).WithTrailingTrivia(Space),
        type,
        inner is null ? ArgumentList() : ArgumentList(SingletonSeparatedList(Argument(inner.WithoutTrivia()))),
        initializer: null);

    private static bool HandlesNothing(ExpressionSyntax progress, FixPlace place) =>
        place.Model.GetConstantValue(progress, place.CancellationToken) is { HasValue: true, Value: null }
        || progress is DefaultExpressionSyntax or LiteralExpressionSyntax or CastExpressionSyntax { Expression: LiteralExpressionSyntax }
        || (progress is ObjectCreationExpressionSyntax { ArgumentList: null or { Arguments.Count: 0 } } && place.SymbolOf(progress) is IMethodSymbol { ContainingType.Name: "Progress" });

    /// <summary>
    /// The build whose task ends before the build does, as one that waits for it. It yields no stream, so where that has gone into a
    /// variable, the variable goes too.
    /// </summary>
    private static IEnumerable<(SyntaxNode Old, SyntaxNode Changed)> WaitingForTheBuild(InvocationExpressionSyntax call, TypeSyntax type, FixPlace place)
    {
        if (place.Model.GetOperation(call, place.CancellationToken) is not IInvocationOperation operation || Comments.In(call.ArgumentList).Any())
        {
            yield break;
        }

        var waiting = call.WithArgumentList(WithProgress(call.ArgumentList, operation, NewProgress(type, inner: null)));
        yield return (call, waiting);

        var task = Expressions.WithConfigureAwait(call);
        if (task.Parent is AwaitExpressionSyntax awaited && ResultHolder(awaited) is { } statement)
        {
            var withoutHolder = ExpressionStatement(awaited.ReplaceNode(call, waiting).WithoutLeadingTrivia()).WithTriviaFrom(statement);
            yield return (statement, withoutHolder);
        }
    }

    /// <summary>The statement that keeps a result: <c>_ = await …;</c>, <c>var stream = await …;</c>. If it is used, the change will not compile.</summary>
    private static StatementSyntax? ResultHolder(AwaitExpressionSyntax awaited) => awaited.Parent switch
    {
        AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" }, Parent: ExpressionStatementSyntax statement } => statement,
        EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax statement } } } => statement,
        _ => null,
    };

    /// <summary>The other overload's arguments, laid out like those of this one.</summary>
    private static ArgumentListSyntax WithProgress(ArgumentListSyntax list, IInvocationOperation operation, ExpressionSyntax progress)
    {
        var nothing = LiteralExpression(SyntaxKind.NullLiteralExpression);
        var values = new[] { Passed("parameters"), Passed("contents"), nothing, nothing, progress, Passed("cancellationToken") };
        var arguments = values.OfType<ExpressionSyntax>().Select(value => Argument(value.WithoutTrivia()).WithLeadingTrivia(list.Arguments[0].GetLeadingTrivia())).ToArray();
        var last = arguments.Length - 1;
        arguments[last] = arguments[last].WithTrailingTrivia(list.Arguments.Last().GetTrailingTrivia());
        return list.WithArguments(SeparatedList(arguments, Enumerable.Repeat(list.Arguments.GetSeparator(0), last)));

        ExpressionSyntax? Passed(string parameter) =>
            operation.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == parameter && argument.ArgumentKind == ArgumentKind.Explicit)?.Value.Syntax as ExpressionSyntax;
    }
}
