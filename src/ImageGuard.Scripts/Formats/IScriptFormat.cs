namespace ImageGuard.Scripts.Formats;

/// <summary>A kind of file that holds scripts. One implementation a format, listed in <see cref="ScriptFormats"/>.</summary>
internal interface IScriptFormat
{
    /// <summary>Whether a file is of this kind.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="firstLine">Its first line, for a shebang; empty where it has not been read.</param>
    bool Claims(string path, string firstLine);

    /// <summary>The scripts in a file; what cannot be read is added to the problems and left out.</summary>
    IReadOnlyList<ScriptSequence> Read(ScriptFile file, ICollection<ScriptProblem> problems);
}
