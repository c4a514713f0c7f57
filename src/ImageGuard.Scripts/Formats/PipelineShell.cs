namespace ImageGuard.Scripts.Formats;

/// <summary>The shell that a pipeline runs a script with.</summary>
/// <param name="dialect">Whose scripts it reads.</param>
/// <param name="stopsAtFailure">Whether it is told to stop at the first command that fails.</param>
/// <param name="hasPipefail">Whether a failure counts within a pipeline too.</param>
internal sealed class PipelineShell(ShellDialect dialect, bool stopsAtFailure = false, bool hasPipefail = false)
{
    /// <summary>Bash told to stop at the first failure.</summary>
    public static PipelineShell StrictBash { get; } = new(ShellDialect.Posix, stopsAtFailure: true);

    /// <summary>Bash told to stop at the first failure, in a pipeline too.</summary>
    public static PipelineShell StrictestBash { get; } = new(ShellDialect.Posix, stopsAtFailure: true, hasPipefail: true);

    /// <summary>Bash as it comes.</summary>
    public static PipelineShell Bash { get; } = new(ShellDialect.Posix);

    public static PipelineShell Cmd { get; } = new(ShellDialect.Cmd);

    /// <summary>PowerShell goes on after a program that fails, whatever its error preference.</summary>
    public static PipelineShell PowerShell { get; } = new(ShellDialect.PowerShell);

    /// <summary>
    /// The shell of a step's <c>shell</c>: by name it is told to stop at failures, Bash in pipelines too, a command line of one's own
    /// (<c>bash -l {0}</c>) has to say so. Null for what is no shell; what is known only at run time is taken for Bash.
    /// </summary>
    public static PipelineShell? Named(string command)
    {
        var words = command.Split([' '], StringSplitOptions.RemoveEmptyEntries);
        return command.Contains("${{") || command == "bash" ? StrictestBash
            : words.Length == 1 && FromCommand(words) == Bash ? StrictBash
            : FromCommand(words);
    }

    /// <summary>The usual shell of a system that is known only at run time: Bash, unless only PowerShell can read the script.</summary>
    public static PipelineShell OfUnknownSystem(IReadOnlyList<CommandPart> script) =>
        Shell.ShellParser.Parse(Placeholders.Forget(script, "${{", "}}"), default).Problem is null ? StrictBash : PowerShell;

    /// <summary>The shell that a command line starts, or null where it starts something else.</summary>
    public static PipelineShell? FromCommand(IReadOnlyList<string> words) =>
        words.Count == 0 || !ShellGrammar.ByName.TryGetValue(ProgramName.Of(words[0]), out var shell) ? null
            : shell.Dialect == ShellDialect.Cmd ? Cmd
            : shell.Dialect == ShellDialect.PowerShell ? PowerShell
            : words.Skip(1).Any(StopsAtFailure) ? words.Contains("pipefail") ? StrictestBash : StrictBash
            : Bash;

    /// <summary>A script for this shell.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="variables">The variables of its environment whose values are known.</param>
    /// <param name="failureIsIgnored">Whether its failure is thrown away.</param>
    public EmbeddedScript Script(
        IReadOnlyList<CommandPart> text, IReadOnlyDictionary<string, string>? variables = null, bool failureIsIgnored = false) =>
        new(variables is { Count: > 0 } && dialect == ShellDialect.Posix ? [.. Assignments(variables, text), .. text] : text, dialect)
        {
            StopsAtFailure = stopsAtFailure,
            HasPipefail = hasPipefail,
            FailureIsIgnored = failureIsIgnored,
        };

    /// <summary>The environment as the first lines of the script, as far as the script speaks of it.</summary>
    private static IEnumerable<CommandPart> Assignments(IReadOnlyDictionary<string, string> variables, IReadOnlyList<CommandPart> text) =>
        from variable in variables
        where text.Any(part => part.Text?.Contains(variable.Key) == true)
        select CommandPart.Known($"{variable.Key}='{variable.Value}'\n");

    private static bool StopsAtFailure(string option) => option.Length > 1 && option[0] == '-' && option[1] != '-' && option.IndexOf('e') > 0;
}
