using ImageGuard.Model;

namespace ImageGuard.Scripts.Formats;

/// <summary>Files that are shell scripts as a whole.</summary>
internal sealed class ShellFormat : IScriptFormat
{
    public FileNames Files { get; } = new([".sh", ".bash", ".ksh", ".zsh", ".bats"]);

    public IReadOnlyList<ScriptSequence> Read(ScriptFile file, ICollection<ScriptProblem> problems) =>
        [new ScriptSequence([new EmbeddedScript([CommandPart.Known(file.Text, new SourceSpan(file, 0, file.Text.Length))], ShellDialect.Posix)
        {
            StopsAtFailure = StopsAtFailure(file.Text.Substring(0, file.EndOfLine(0))),
        }])];

    /// <summary>Whether a file's first line says that a shell reads it.</summary>
    public static bool IsShellShebang(string line) =>
        line.StartsWith("#!", StringComparison.Ordinal)
        && line.Split([' ', '\t', '/'], StringSplitOptions.RemoveEmptyEntries).Any(word => word is "sh" or "bash" or "dash" or "ash" or "ksh" or "zsh");

    /// <summary>A file without a shebang is read into another script, whose settings are not known: nothing is said of its failures.</summary>
    private static bool StopsAtFailure(string firstLine) =>
        !IsShellShebang(firstLine) || firstLine.Split(' ').Skip(1).Any(word => word.StartsWith("-", StringComparison.Ordinal) && word.IndexOf('e') > 0);
}
