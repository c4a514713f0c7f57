using ImageGuard.Scripts;

namespace ImageGuard.Tool.Linting;

/// <summary>A file that findings stand in: its paths, and its text by lines.</summary>
/// <param name="fullPath">Where it is, written with slashes.</param>
/// <param name="shownPath">As the user would write it.</param>
/// <param name="text">Its text.</param>
internal sealed class LintedFile(string fullPath, string shownPath, string text)
{
    /// <summary>The file as the linter of scripts takes it. The full path, for the folders above tell the format of some files.</summary>
    public ScriptFile Script { get; } = new(fullPath, text);

    /// <summary>Where it is, written with slashes.</summary>
    public string FullPath => Script.Path;

    /// <summary>As the user would write it.</summary>
    public string ShownPath { get; } = shownPath;

    /// <summary>Its text.</summary>
    public string Text => Script.Text;

    /// <summary>The line of an offset, from 1.</summary>
    public int LineOf(int offset) => Script.LineAt(offset);

    /// <summary>The offset at which a line begins.</summary>
    public int StartOf(int line) => Script.StartOf(line);

    /// <summary>A line's text without its end.</summary>
    public string TextOf(int line)
    {
        var start = StartOf(line);
        var end = Text.IndexOf('\n', start);
        return Text[start..(end < 0 ? Text.Length : end)].TrimEnd('\r');
    }
}
