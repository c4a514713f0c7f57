using ImageGuard.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace ImageGuard.CodeFixes;

/// <summary>IMG101, IMG102: removes the image without force.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class RemoveForceFix : VerifiedCodeFixProvider
{
    /// <summary>Creates the fix.</summary>
    public RemoveForceFix()
        : base("Remove without force", Rules.ForcedRemoval, Rules.PossiblyForcedRemoval)
    {
    }

    private protected override IEnumerable<SyntaxNode> ProposeRoots(FixPlace place) => place.Node switch
    {
        AssignmentExpressionSyntax { Right: var value } when value.DescendantNodesAndSelf().Any(AssignsMore) => [],
        AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax initializer } assignment => [WithoutItem(place.Root, initializer, assignment)],
        AssignmentExpressionSyntax { Parent: ExpressionStatementSyntax statement } => WithoutStatement(place.Root, statement),
        AssignmentExpressionSyntax { Parent: LambdaExpressionSyntax lambda } => [place.Root.ReplaceNode(lambda, lambda.WithExpressionBody(null).WithBlock(Block()))],
        _ => [],
    };

    private static SyntaxNode WithoutItem(SyntaxNode root, InitializerExpressionSyntax initializer, AssignmentExpressionSyntax assignment)
    {
        if (initializer.Expressions.Count > 1)
        {
            return root.ReplaceNode(initializer, WithoutItem(initializer, assignment).WithAdditionalAnnotations(Formatter.Annotation));
        }

        // Braces that hold a comment stay for its sake.
        return Comments.In(initializer).Any() || initializer.Parent is not BaseObjectCreationExpressionSyntax creation
            ? root.ReplaceNode(initializer, WithoutItem(initializer, assignment).WithAdditionalAnnotations(Formatter.Annotation))
            : root.ReplaceNode(creation, WithoutInitializer(creation).WithTriviaFrom(creation));
    }

    private static BaseObjectCreationExpressionSyntax WithoutInitializer(BaseObjectCreationExpressionSyntax creation) => creation switch
    {
        ObjectCreationExpressionSyntax { ArgumentList: null } named =>
            named.WithType(named.Type.WithoutTrailingTrivia()).WithArgumentList(ArgumentList()).WithInitializer(null),
        _ => creation.WithArgumentList(creation.ArgumentList!.WithoutTrailingTrivia()).WithInitializer(null),
    };

    private static InitializerExpressionSyntax WithoutItem(InitializerExpressionSyntax initializer, AssignmentExpressionSyntax assignment)
    {
        var items = initializer.Expressions;
        var index = items.IndexOf(assignment);
        var comma = index < items.SeparatorCount ? items.GetSeparator(index) : default;
        var comments = Comments.AsLines(Comments.In(assignment).Concat(comma.TrailingTrivia.Where(Comments.IsComment)), assignment);
        var remaining = items.RemoveAt(index);
        if (index == items.Count - 1 && index > 0 && comma == default)
        {
            // The last item has no comma behind it, so its predecessor now ends the line.
            var before = items.GetSeparator(index - 1).TrailingTrivia;
            var end = before.Any(SyntaxKind.EndOfLineTrivia) ? before : assignment.GetTrailingTrivia();
            remaining = remaining.Replace(remaining[index - 1], remaining[index - 1].WithTrailingTrivia(end));
        }

        if (comments.Count == 0)
        {
            return initializer.WithExpressions(remaining);
        }

        return index < remaining.Count
            ? initializer.WithExpressions(remaining.Replace(remaining[index], WithCommentsBefore(remaining[index])))
            : initializer.WithExpressions(remaining).WithCloseBraceToken(
                initializer.CloseBraceToken.WithLeadingTrivia(initializer.CloseBraceToken.LeadingTrivia.InsertRange(0, comments)));

        ExpressionSyntax WithCommentsBefore(ExpressionSyntax item) => item.WithLeadingTrivia(item.GetLeadingTrivia().InsertRange(0, comments));
    }

    /// <summary>Without the statement, and without the <c>if</c> that is left with nothing to do.</summary>
    private static IEnumerable<SyntaxNode> WithoutStatement(SyntaxNode root, StatementSyntax statement)
    {
        SyntaxNode whole = statement;
        while (EmptiedBy(whole) is { } around)
        {
            whole = around;
        }

        if (whole is ElseClauseSyntax)
        {
            yield return root.RemoveNodeKeepingComments(whole, isFirst: false);
        }
        else if (whole != statement)
        {
            yield return root.RemoveStatement((StatementSyntax)whole);
        }

        yield return root.RemoveStatement(statement);
    }

    /// <summary>The <c>if</c> or <c>else</c> that has no other statement than this one, where it can go with it.</summary>
    private static SyntaxNode? EmptiedBy(SyntaxNode node)
    {
        var content = node.Parent is BlockSyntax { Statements.Count: 1 } block ? block : node;
        return content.Parent switch
        {
            IfStatementSyntax { Else: null } choice when choice.Statement == content && OnlyLooks(choice.Condition) => choice,
            ElseClauseSyntax clause when content is StatementSyntax => clause,
            _ => null,
        };
    }

    /// <summary>Whether a condition can go without changing anything but the force. A value may call: it is asked for the force alone.</summary>
    private static bool OnlyLooks(ExpressionSyntax condition) => !condition.DescendantNodesAndSelf().Any(node =>
        AssignsMore(node) || node is InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax or AwaitExpressionSyntax);

    private static bool AssignsMore(SyntaxNode node) => node.Kind() is SyntaxKind.PreIncrementExpression or SyntaxKind.PreDecrementExpression
        or SyntaxKind.PostIncrementExpression or SyntaxKind.PostDecrementExpression || node is AssignmentExpressionSyntax { Parent: not InitializerExpressionSyntax };
}
