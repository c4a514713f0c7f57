namespace ImageGuard.Scripts;

/// <summary>A text file that may hold scripts. Spans of what is read from it name it as their document.</summary>
/// <param name="path">Its path, as it is shown to people; the name tells the format.</param>
/// <param name="text">Its text; offsets count UTF-16 code units of it.</param>
public sealed class ScriptFile(string path, string text)
{
    /// <summary>The path, as it is shown to people.</summary>
    public string Path { get; } = path;

    /// <summary>The whole text.</summary>
    public string Text { get; } = text;

    /// <inheritdoc/>
    public override string ToString() => Path;
}
