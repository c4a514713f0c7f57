using ImageGuard.Model;

namespace ImageGuard.Scripts.Formats;

/// <summary>Files that are shell scripts as a whole.</summary>
internal sealed class ShellFormat : IScriptFormat
{
    public bool Claims(string path, string firstLine) =>
        Path.GetExtension(path) is ".sh" or ".bash" or ".ksh" or ".zsh" or ".bats" || IsShellShebang(firstLine);

    public IReadOnlyList<ScriptSequence> Read(ScriptFile file, ICollection<ScriptProblem> problems) =>
        [new ScriptSequence([new EmbeddedScript([CommandPart.Known(file.Text, new SourceSpan(file, 0, file.Text.Length))], ShellDialect.Posix)])];

    private static bool IsShellShebang(string line) =>
        line.StartsWith("#!", StringComparison.Ordinal)
        && line.Split([' ', '\t', '/'], StringSplitOptions.RemoveEmptyEntries).Any(word => word is "sh" or "bash" or "dash" or "ash" or "ksh" or "zsh");
}
