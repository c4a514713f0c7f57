using ImageGuard.Model;

namespace ImageGuard.Scripts.Formats;

/// <summary>Files that are shell scripts as a whole.</summary>
internal sealed class ShellFormat : IScriptFormat
{
    public bool Claims(string path, string firstLine) =>
        Path.GetExtension(path) is ".sh" or ".bash" or ".ksh" or ".zsh" or ".bats" || IsShellShebang(firstLine);

    public IReadOnlyList<ScriptSequence> Read(ScriptFile file, ICollection<ScriptProblem> problems) =>
        [new ScriptSequence([new EmbeddedScript([CommandPart.Known(file.Text, new SourceSpan(file, 0, file.Text.Length))], ShellDialect.Posix)
        {
            StopsAtFailure = StopsAtFailure(file.Text),
        }])];

    /// <summary>A file without a shebang is read into another script, whose settings are not known: nothing is said of its failures.</summary>
    private static bool StopsAtFailure(string text)
    {
        var line = text.Split('\n')[0];
        return !IsShellShebang(line) || line.Split(' ').Skip(1).Any(word => word.StartsWith("-", StringComparison.Ordinal) && word.IndexOf('e') > 0);
    }

    private static bool IsShellShebang(string line) =>
        line.StartsWith("#!", StringComparison.Ordinal)
        && line.Split([' ', '\t', '/'], StringSplitOptions.RemoveEmptyEntries).Any(word => word is "sh" or "bash" or "dash" or "ash" or "ksh" or "zsh");
}
