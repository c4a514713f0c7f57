namespace ImageGuard.Scripts;

/// <summary>A text file that may hold scripts. Spans of what is read from it name it as their document.</summary>
/// <param name="path">Its path, as it is shown to people; the name tells the format.</param>
/// <param name="text">Its text; offsets count UTF-16 code units of it.</param>
public sealed class ScriptFile(string path, string text)
{
    private int[]? _lineStarts;

    /// <summary>The path, as it is shown to people.</summary>
    public string Path { get; } = path;

    /// <summary>The whole text.</summary>
    public string Text { get; } = text;

    /// <summary>The number of the line that holds a character, from 1.</summary>
    public int LineAt(int offset)
    {
        _lineStarts ??= [0, .. Enumerable.Range(0, Text.Length).Where(at => Text[at] == '\n').Select(at => at + 1)];
        var found = Array.BinarySearch(_lineStarts, offset);
        return found >= 0 ? found + 1 : ~found;
    }

    /// <inheritdoc/>
    public override string ToString() => Path;
}
