using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace ImageGuard.Analyzers;

/// <summary>Looks for words in source text, whatever they mean there: the cheapest question that can be asked of a file.</summary>
internal sealed class WordSearch
{
    /// <summary>Longer texts are taken in pieces: for a string of more than 85,000 bytes the runtime collects all its memory sooner.</summary>
    public const int MaxPiece = 40 * 1024;

    private const int LongestWord = 32;

    private static readonly object Found = new();
    private static readonly object None = new();

    /// <summary>A tree's answer outlives the compilation: after an edit, only the edited tree is searched again.</summary>
    private readonly ConditionalWeakTable<SyntaxTree, object> _trees = new();
    private readonly string[] _words;
    private readonly StringComparison _comparison;

    public WordSearch(string[] words, StringComparison comparison = StringComparison.Ordinal)
    {
        _words = words;
        _comparison = comparison;
    }

    /// <summary>
    /// The words without which a program has nothing to do with images: it names the engine or one of its clients somewhere, if only in a
    /// <c>using</c>. Asked before anything else, for a search in the text is all that most projects shall pay.
    /// </summary>
    public static WordSearch Engine { get; } = new(["docker", "Docker", "podman", "Podman", "nerdctl", "buildah", "Buildah", "isula"]);

    /// <summary>Whether any file of the compilation has one of the words.</summary>
    public bool IsIn(Compilation compilation, CancellationToken cancellationToken)
    {
        foreach (var tree in compilation.SyntaxTrees)
        {
            if (IsIn(tree, cancellationToken))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a file has one of the words.</summary>
    public bool IsIn(SyntaxTree tree, CancellationToken cancellationToken)
    {
        if (!_trees.TryGetValue(tree, out var answer))
        {
            var text = tree.GetText(cancellationToken);
            answer = _trees.GetValue(tree, _ => IsIn(text, new TextSpan(0, text.Length)) ? Found : None);
        }

        return answer == Found;
    }

    /// <summary>Whether a declaration has one of the words.</summary>
    public bool IsIn(SyntaxReference declaration) => IsIn(declaration.SyntaxTree.GetText(), declaration.Span);

    /// <summary>Whether a text has one of the words.</summary>
    public bool IsIn(string text) => IsIn(text, new TextSpan(0, text.Length));

    /// <summary>Each piece begins with the end of the one before it: a word may stand across.</summary>
    private bool IsIn(SourceText text, TextSpan span)
    {
        for (int start = span.Start, end = start; end < span.End; start = end - LongestWord)
        {
            end = Math.Min(start + MaxPiece, span.End);
            if (IsIn(text.ToString(TextSpan.FromBounds(start, end))))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a stretch of a text has one of the words.</summary>
    public bool IsIn(string text, TextSpan span)
    {
        foreach (var word in _words)
        {
            if (text.IndexOf(word, span.Start, span.Length, _comparison) >= 0)
            {
                return true;
            }
        }

        return false;
    }
}
