using System.Globalization;
using System.Text;

namespace ImageGuard.Tool.Linting;

/// <summary>The difference of two texts in the unified format.</summary>
internal static class UnifiedDiff
{
    private const int Context = 3;

    /// <summary>
    /// The difference. Fixes change lines here and there in long files, so the texts are compared line by line, and a stretch of changed
    /// lines ends with the first line that stands in both.
    /// </summary>
    public static string Of(string path, string oldText, string newText)
    {
        var (old, @new) = (LinesOf(oldText), LinesOf(newText));
        var hunks = Join(ChangesBetween(old, @new));
        var diff = new StringBuilder($"--- a/{path}\n+++ b/{path}\n");
        foreach (var hunk in hunks)
        {
            Write(diff, hunk, old, @new);
        }

        return diff.ToString();
    }

    private static List<string> LinesOf(string text)
    {
        var lines = text.Split('\n').Select(line => line + '\n').ToList();
        lines[^1] = lines[^1][..^1];
        if (lines[^1].Length == 0)
        {
            lines.RemoveAt(lines.Count - 1);
        }

        return lines;
    }

    /// <summary>The changed stretches, found by looking ahead for the nearest line that stands in both.</summary>
    private static IEnumerable<Change> ChangesBetween(List<string> old, List<string> @new)
    {
        var (i, j) = (0, 0);
        while (i < old.Count || j < @new.Count)
        {
            if (i < old.Count && j < @new.Count && old[i] == @new[j])
            {
                (i, j) = (i + 1, j + 1);
                continue;
            }

            var (toOld, toNew) = NextCommon(old, i, @new, j);
            yield return new Change(i, toOld, j, toNew);
            (i, j) = (toOld, toNew);
        }
    }

    private static (int Old, int New) NextCommon(List<string> old, int i, List<string> @new, int j)
    {
        var longest = old.Count - i + @new.Count - j;
        for (var distance = 1; distance <= longest; distance++)
        {
            for (var ahead = Math.Max(0, distance - (@new.Count - j)); ahead <= Math.Min(distance, old.Count - i); ahead++)
            {
                var (x, y) = (i + ahead, j + distance - ahead);
                if (x < old.Count && y < @new.Count && old[x] == @new[y])
                {
                    return (x, y);
                }
            }
        }

        return (old.Count, @new.Count);
    }

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

    private static void Write(StringBuilder diff, List<Change> hunk, List<string> old, List<string> @new)
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

    private static void Append(StringBuilder diff, char sign, List<string> lines, int start, int end)
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
