using ImageGuard.Model;

namespace ImageGuard.Scripts.Formats;

/// <summary>Files that are one script as a whole, known by their names.</summary>
/// <param name="dialect">Whose scripts they are.</param>
/// <param name="endings">How their names end.</param>
internal sealed class WholeFileFormat(ShellDialect dialect, params string[] endings) : IScriptFormat
{
    public FileNames Files { get; } = new(endings);

    public IReadOnlyList<ScriptSequence> Read(ScriptFile file, ICollection<ScriptProblem> problems) =>
        [new ScriptSequence([new EmbeddedScript([CommandPart.Known(file.Text, new SourceSpan(file, 0, file.Text.Length))], dialect)])];
}
