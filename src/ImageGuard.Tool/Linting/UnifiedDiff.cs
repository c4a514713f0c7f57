using System.Globalization;
using System.Text;
using DiffPlex;
using DiffPlex.Chunkers;
using DiffPlex.Model;

namespace ImageGuard.Tool.Linting;

/// <summary>The difference of two texts in the unified format.</summary>
internal static class UnifiedDiff
{
    private const int Context = 3;

    /// <summary>The difference.</summary>
    public static string Of(string path, string oldText, string newText)
    {
        var difference = Differ.Instance.CreateDiffs(oldText, newText, ignoreWhiteSpace: false, ignoreCase: false, LineEndingsPreservingChunker.Instance);
        var shown = path.TrimStart('/'); // "a//tmp/x" would be one folder too deep for those who apply it.
        var diff = new StringBuilder($"--- a/{shown}\n+++ b/{shown}\n");
        foreach (var hunk in Join(difference.DiffBlocks.Select(ChangeOf)))
        {
            Write(diff, hunk, difference.PiecesOld, difference.PiecesNew);
        }

        return diff.ToString();
    }

    private static Change ChangeOf(DiffBlock block) => new(
        block.DeleteStartA, block.DeleteStartA + block.DeleteCountA, block.InsertStartB, block.InsertStartB + block.InsertCountB);

    /// <summary>Puts changes into one hunk whose contexts would touch.</summary>
    private static List<List<Change>> Join(IEnumerable<Change> changes)
    {
        var hunks = new List<List<Change>>();
        foreach (var change in changes)
        {
            if (hunks.Count > 0 && change.OldStart - hunks[^1][^1].OldEnd <= 2 * Context)
            {
                hunks[^1].Add(change);
            }
            else
            {
                hunks.Add([change]);
            }
        }

        return hunks;
    }

    private static void Write(StringBuilder diff, List<Change> hunk, IReadOnlyList<string> old, IReadOnlyList<string> @new)
    {
        var before = Math.Min(Context, hunk[0].OldStart);
        var after = Math.Min(Context, old.Count - hunk[^1].OldEnd);
        var (oldStart, newStart) = (hunk[0].OldStart - before, hunk[0].NewStart - before);
        var (oldCount, newCount) = (hunk[^1].OldEnd + after - oldStart, hunk[^1].NewEnd + after - newStart);
        diff.Append(CultureInfo.InvariantCulture, $"@@ -{Range(oldStart, oldCount)} +{Range(newStart, newCount)} @@\n");

        var at = oldStart;
        foreach (var change in hunk)
        {
            Append(diff, ' ', old, at, change.OldStart);
            Append(diff, '-', old, change.OldStart, change.OldEnd);
            Append(diff, '+', @new, change.NewStart, change.NewEnd);
            at = change.OldEnd;
        }

        Append(diff, ' ', old, at, at + after);
    }

    private static string Range(int start, int count) => string.Create(CultureInfo.InvariantCulture, $"{(count == 0 ? start : start + 1)},{count}");

    private static void Append(StringBuilder diff, char sign, IReadOnlyList<string> lines, int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            diff.Append(sign).Append(lines[i]);
            if (!lines[i].EndsWith('\n'))
            {
                diff.Append("\n\\ No newline at end of file\n");
            }
        }
    }

    private readonly record struct Change(int OldStart, int OldEnd, int NewStart, int NewEnd);
}
