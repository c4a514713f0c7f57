using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace ImageGuard.Analyzers;

/// <summary>
/// The words without which a program has nothing to do with images: it names the engine or one of its clients somewhere, if only in a
/// <c>using</c>. Asked before anything else, for a search in the text is all that most projects shall pay.
/// </summary>
internal static class EngineWords
{
    private static readonly string[] Words = ["docker", "Docker", "podman", "Podman", "nerdctl", "isula"];

    /// <summary>A tree's answer outlives the compilation: after an edit, only the edited tree is searched again.</summary>
    private static readonly ConditionalWeakTable<SyntaxTree, object> Trees = new();
    private static readonly object Found = new();
    private static readonly object None = new();

    /// <summary>Whether any file of the compilation has one of the words.</summary>
    public static bool AreIn(Compilation compilation, CancellationToken cancellationToken)
    {
        foreach (var tree in compilation.SyntaxTrees)
        {
            if (!Trees.TryGetValue(tree, out var answer))
            {
                answer = Trees.GetValue(tree, _ => IsIn(tree.GetText(cancellationToken).ToString()) ? Found : None);
            }

            if (answer == Found)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsIn(string text)
    {
        foreach (var word in Words)
        {
            if (text.IndexOf(word, StringComparison.Ordinal) >= 0)
            {
                return true;
            }
        }

        return false;
    }
}
