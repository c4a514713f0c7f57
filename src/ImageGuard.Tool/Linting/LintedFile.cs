namespace ImageGuard.Tool.Linting;

/// <summary>A file that findings stand in: its paths, and its text by lines.</summary>
/// <param name="fullPath">Where it is, written with slashes.</param>
/// <param name="shownPath">As the user would write it.</param>
/// <param name="text">Its text.</param>
internal sealed class LintedFile(string fullPath, string shownPath, string text)
{
    private readonly Lazy<List<int>> _lineStarts = new(() => StartsIn(text));

    /// <summary>Where it is, written with slashes.</summary>
    public string FullPath { get; } = fullPath;

    /// <summary>As the user would write it.</summary>
    public string ShownPath { get; } = shownPath;

    /// <summary>Its text.</summary>
    public string Text { get; } = text;

    /// <summary>The line of an offset, from 1.</summary>
    public int LineOf(int offset)
    {
        var index = _lineStarts.Value.BinarySearch(offset);
        return index >= 0 ? index + 1 : ~index;
    }

    /// <summary>The offset at which a line begins.</summary>
    public int StartOf(int line) => _lineStarts.Value[line - 1];

    /// <summary>A line's text without its end.</summary>
    public string TextOf(int line)
    {
        var start = StartOf(line);
        var end = Text.IndexOf('\n', start);
        return Text[start..(end < 0 ? Text.Length : end)].TrimEnd('\r');
    }

    private static List<int> StartsIn(string text)
    {
        var starts = new List<int> { 0 };
        for (var end = text.IndexOf('\n', StringComparison.Ordinal); end >= 0; end = text.IndexOf('\n', end + 1))
        {
            starts.Add(end + 1);
        }

        return starts;
    }
}
