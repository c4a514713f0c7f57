namespace ImageGuard.Scripts;

/// <summary>A text file that may hold scripts. Spans of what is read from it name it as their document.</summary>
/// <param name="path">Its path, as it is shown to people; the name tells the format.</param>
/// <param name="text">Its text; offsets count UTF-16 code units of it.</param>
public sealed class ScriptFile(string path, string text)
{
    private List<int>? _lineStarts;

    /// <summary>The path, as it is shown to people.</summary>
    public string Path { get; } = path;

    /// <summary>The whole text.</summary>
    public string Text { get; } = text;

    /// <summary>The number of the line that holds a character, from 1.</summary>
    public int LineAt(int offset)
    {
        var found = LineStarts.BinarySearch(offset);
        return found >= 0 ? found + 1 : ~found;
    }

    /// <summary>The offset at which a line begins, counted from 1.</summary>
    public int StartOf(int line) => LineStarts[line - 1];

    /// <summary>The offset at which the line of a character ends: that of its line feed, or of the end of the text.</summary>
    public int EndOfLine(int offset) => offset < Text.Length && Text.IndexOf('\n', offset) is >= 0 and var newline ? newline : Text.Length;

    /// <inheritdoc/>
    public override string ToString() => Path;

    private List<int> LineStarts => _lineStarts ??= StartsIn(Text);

    private static List<int> StartsIn(string text)
    {
        var starts = new List<int> { 0 };
        for (var end = text.IndexOf('\n'); end >= 0; end = text.IndexOf('\n', end + 1))
        {
            starts.Add(end + 1);
        }

        return starts;
    }
}
