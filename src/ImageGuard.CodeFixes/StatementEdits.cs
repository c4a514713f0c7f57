using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace ImageGuard.CodeFixes;

/// <summary>Replaces and removes statements wherever they stand, and keeps the comments in and around them.</summary>
internal static class StatementEdits
{
    /// <summary>Puts statements in the place of one, each on a line of its own.</summary>
    public static SyntaxNode ReplaceStatement(this SyntaxNode root, StatementSyntax old, params StatementSyntax[] replacements)
    {
        var lost = Comments.AsLines(Comments.LostFrom(old.WithoutTrivia(), replacements), old);
        var statements = replacements.Select((statement, index) => statement
            .WithLeadingTrivia(index == 0 ? Before(old, lost.AddRange(Written(statement))) : Written(statement).AddRange(Comments.IndentationOf(old)))
            .WithTrailingTrivia(index == replacements.Length - 1 ? old.GetTrailingTrivia() : TriviaList(Comments.EndOfLineIn(old.SyntaxTree.GetRoot())))
            .WithAdditionalAnnotations(Formatter.Annotation));
        return old.Parent switch
        {
            BlockSyntax or SwitchSectionSyntax => root.ReplaceNode(old, statements),
            GlobalStatementSyntax global => root.ReplaceNode(global, statements.Select(GlobalStatement)),
            _ when replacements.Length == 1 => root.ReplaceNode(old, statements.Single()),
            _ => root.ReplaceNode(old, Block(statements).WithAdditionalAnnotations(Formatter.Annotation)),
        };
    }

    /// <summary>What stands in front of a new statement, without the marks that let the formatter choose.</summary>
    private static SyntaxTriviaList Written(StatementSyntax statement) => TriviaList(statement.GetLeadingTrivia().Where(trivia => !trivia.FullSpan.IsEmpty));

    /// <summary>What stands before a statement, and lines of comments between that and the statement's own line.</summary>
    private static SyntaxTriviaList Before(SyntaxNode statement, SyntaxTriviaList comments)
    {
        var leading = statement.GetLeadingTrivia();
        return leading.InsertRange(leading.Count - Comments.IndentationOf(statement).Count, comments);
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
        if (comments.Count > 0 && !isFirst && old.GetLeadingTrivia() is [{ RawKind: (int)SyntaxKind.EndOfLineTrivia } blankLine, ..])
        {
            comments = comments.Insert(0, blankLine);
        }

        var next = old.GetLastToken().GetNextToken(includeZeroWidth: true);
        var leading = !old.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia) ? Before(old, Comments.AsLines(Comments.In(old.WithoutTrivia()), old))
            : isFirst && comments.Count == 0 ? TriviaList(next.LeadingTrivia.SkipWhile(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)))
            : next.LeadingTrivia.InsertRange(0, comments);
        root = root.ReplaceSyntax(
            [old], (_, rewritten) => rewritten.WithAdditionalAnnotations(mark),
            [next], (_, rewritten) => rewritten.WithLeadingTrivia(leading),
            [], (_, rewritten) => rewritten);
        return root.RemoveNode(root.GetAnnotatedNodes(mark).Single(), SyntaxRemoveOptions.KeepDirectives)!;
    }
}
