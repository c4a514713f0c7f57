using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace ImageGuard.CodeFixes;

/// <summary>Keeps what people have written around code that goes.</summary>
internal static class Comments
{
    /// <summary>The comments of a node that are in none of those that take its place.</summary>
    public static IReadOnlyList<SyntaxTrivia> LostFrom(SyntaxNode old, IEnumerable<SyntaxNode> replacements)
    {
        var kept = replacements.SelectMany(In).Select(comment => comment.ToString()).ToList();
        return [.. In(old).Where(comment => !kept.Remove(comment.ToString()))];
    }

    public static IEnumerable<SyntaxTrivia> In(SyntaxNode node) => node.DescendantTrivia().Where(IsComment);

    public static bool IsComment(SyntaxTrivia trivia) => trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia;

    /// <summary>Comments as lines of their own, indented like a node, to stand in front of it or of what follows it.</summary>
    public static SyntaxTriviaList AsLines(IEnumerable<SyntaxTrivia> comments, SyntaxNode like)
    {
        var endOfLine = EndOfLineIn(like.SyntaxTree.GetRoot());
        return TriviaList(comments.SelectMany(comment => IndentationOf(like).Append(comment).Append(endOfLine)));
    }

    /// <summary>The blanks in front of a node that begins a line.</summary>
    public static SyntaxTriviaList IndentationOf(SyntaxNode node) =>
        node.GetLeadingTrivia() is [.., { RawKind: (int)SyntaxKind.WhitespaceTrivia } blanks] ? TriviaList(blanks) : TriviaList();

    /// <summary>The line end that a file uses.</summary>
    public static SyntaxTrivia EndOfLineIn(SyntaxNode root) =>
        root.DescendantTrivia().FirstOrDefault(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)) is { RawKind: not 0 } endOfLine ? endOfLine : LineFeed;
}
