using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace ImageGuard.CodeFixes;

/// <summary>Replaces and removes statements wherever they stand, and keeps the comments in and around them.</summary>
internal static class StatementEdits
{
    /// <summary>Puts statements in the place of one.</summary>
    public static SyntaxNode ReplaceStatement(this SyntaxNode root, StatementSyntax old, params StatementSyntax[] replacements)
    {
        var last = replacements.Length - 1;
        replacements[0] = replacements[0].WithLeadingTrivia(old.GetLeadingTrivia());
        replacements[last] = replacements[last].WithTrailingTrivia(old.GetTrailingTrivia());
        var lost = Comments.AsLines(Comments.LostFrom(old, replacements), old);
        replacements[0] = replacements[0].WithLeadingTrivia(old.GetLeadingTrivia().InsertRange(IndexOfLastLine(old.GetLeadingTrivia()), lost));
        var statements = replacements.Select(statement => statement.WithAdditionalAnnotations(Formatter.Annotation));
        return old.Parent switch
        {
            BlockSyntax or SwitchSectionSyntax => root.ReplaceNode(old, statements),
            GlobalStatementSyntax global => root.ReplaceNode(global, statements.Select(GlobalStatement)),
            _ when replacements.Length == 1 => root.ReplaceNode(old, statements.Single()),
            _ => root.ReplaceNode(old, Block(statements).WithTriviaFrom(old).WithAdditionalAnnotations(Formatter.Annotation)),
        };
    }

    /// <summary>Takes a statement out. Where the grammar asks for one, an empty block stays.</summary>
    public static SyntaxNode RemoveStatement(this SyntaxNode root, StatementSyntax old) => old.Parent switch
    {
        BlockSyntax block => root.RemoveNodeKeepingComments(old, isFirst: block.Statements[0] == old),
        SwitchSectionSyntax => root.RemoveNodeKeepingComments(old, isFirst: false),
        GlobalStatementSyntax global => root.RemoveNodeKeepingComments(global, isFirst: false),
        _ => root.ReplaceStatement(old, Block()),
    };

    /// <summary>Takes a node out that may be missing. Its comments go in front of what follows.</summary>
    /// <param name="root">The root.</param>
    /// <param name="old">The node.</param>
    /// <param name="isFirst">Whether it is the first of its block: no blank line may then come to stand at the block's top.</param>
    public static SyntaxNode RemoveNodeKeepingComments(this SyntaxNode root, SyntaxNode old, bool isFirst)
    {
        var mark = new SyntaxAnnotation();
        var comments = Comments.AsLines(Comments.In(old), old);
        var next = old.GetLastToken().GetNextToken(includeZeroWidth: true);
        var leading = isFirst && comments.Count == 0
            ? TriviaList(next.LeadingTrivia.SkipWhile(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)))
            : next.LeadingTrivia.InsertRange(0, comments);
        root = root.ReplaceSyntax(
            [old], (_, rewritten) => rewritten.WithAdditionalAnnotations(mark),
            [next], (_, rewritten) => rewritten.WithLeadingTrivia(leading),
            [], (_, rewritten) => rewritten);
        return root.RemoveNode(root.GetAnnotatedNodes(mark).Single(), SyntaxRemoveOptions.KeepDirectives)!;
    }

    /// <summary>Where the line begins on which the code stands that the trivia leads to.</summary>
    private static int IndexOfLastLine(SyntaxTriviaList leading) => leading.Count > 0 && leading.Last().IsKind(SyntaxKind.WhitespaceTrivia) ? leading.Count - 1 : leading.Count;
}
