using System.Collections.Concurrent;
using System.Text;
using ImageGuard.Tool.Files;

namespace ImageGuard.Tool.Linting;

/// <summary>Applies the fixes to script files, or shows what they would change.</summary>
/// <param name="writes">Whether files are written; else only the differences are kept.</param>
internal sealed class Fixer(bool writes)
{
    /// <summary>Fixes that overlap wait for the next round. More rounds than this would mean that they undo one another.</summary>
    private const int RoundLimit = 10;

    private readonly ConcurrentDictionary<string, string> _differences = new();
    private int _count;

    /// <summary>How many fixes have been applied.</summary>
    public int Count => _count;

    /// <summary>What changes, file by file, as <c>patch</c> and <c>git apply</c> read it.</summary>
    public IEnumerable<string> Differences => _differences.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => entry.Value);

    /// <summary>Fixes a file. Gives what remains to be reported: of a file that was written, what is in its new text.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public (IReadOnlyList<LintFinding> Findings, IReadOnlyList<LintProblem> Problems) Fix(
        LintedFile file, FileText text, IReadOnlyList<LintFinding> findings, ScriptFileLinter linter)
    {
        var (current, remaining, problems) = (file, findings, (IReadOnlyList<LintProblem>)[]);
        for (var round = 0; round < RoundLimit && EditsOf(remaining) is { Count: > 0 } edits; round++)
        {
            Interlocked.Add(ref _count, edits.Count);
            current = new LintedFile(file.FullPath, file.ShownPath, Apply(edits, current.Text));
            (remaining, problems) = linter.Lint(current);
        }

        if (!writes)
        {
            _differences[file.ShownPath] = UnifiedDiff.Of(file.ShownPath, file.Text, current.Text);
            return (findings, problems);
        }

        Replace(file.FullPath, text.Write(current.Text));
        return (remaining, problems);
    }

    /// <summary>The edits of one round, from the last to the first, none of which touches another.</summary>
    private static List<TextEdit> EditsOf(IEnumerable<LintFinding> findings)
    {
        var edits = new List<TextEdit>();
        var limit = int.MaxValue;
        foreach (var edit in findings.Select(finding => finding.Fix).OfType<TextEdit>().OrderByDescending(edit => edit.Place.Start))
        {
            if (edit.Place.Start + edit.Place.Length <= limit)
            {
                edits.Add(edit);
                limit = edit.Place.Start;
            }
        }

        return edits;
    }

    private static string Apply(IEnumerable<TextEdit> edits, string text) => edits
        .Aggregate(new StringBuilder(text), (built, edit) => built.Remove(edit.Place.Start, edit.Place.Length).Insert(edit.Place.Start, edit.NewText))
        .ToString();

    /// <summary>The new content takes the file's place at once and keeps its mode: an interrupted run leaves no half a script.</summary>
    private static void Replace(string path, byte[] content)
    {
        var temporary = $"{path}.{Guid.NewGuid():n}.tmp";
        try
        {
            File.Copy(path, temporary);
            File.WriteAllBytes(temporary, content);
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
