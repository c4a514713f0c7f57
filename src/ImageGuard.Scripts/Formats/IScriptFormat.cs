namespace ImageGuard.Scripts.Formats;

/// <summary>A kind of file that holds scripts. One implementation a format, listed in <see cref="ScriptFormats"/>.</summary>
internal interface IScriptFormat
{
    /// <summary>How its files are called.</summary>
    FileNames Files { get; }

    /// <summary>The scripts in a file; what cannot be read is added to the problems and left out.</summary>
    IReadOnlyList<ScriptSequence> Read(ScriptFile file, ICollection<ScriptProblem> problems);
}
