namespace ImageGuard.Scripts;

/// <summary>Commands of PowerShell that run what their arguments spell.</summary>
internal static class PowerShellCmdlets
{
    private static readonly HashSet<string> Jobs = new(StringComparer.OrdinalIgnoreCase) { "Start-Job", "Start-ThreadJob", "sajb" };

    /// <summary>The verbs of functions that run the program which their first argument names: <c>Invoke-Program docker "rmi x"</c>.</summary>
    private static readonly string[] RunningVerbs = ["Run-", "Invoke-", "Exec-", "Execute-", "Start-", "Call-"];

    /// <summary>The parameters of <c>Start-Process</c> that take a value.</summary>
    private static readonly HashSet<string> ProcessValues = new(StringComparer.OrdinalIgnoreCase)
    {
        "-FilePath", "-ArgumentList", "-Args", "-Verb", "-WorkingDirectory", "-WindowStyle", "-RedirectStandardOutput", "-RedirectStandardError", "-RedirectStandardInput", "-Credential",
    };

    /// <summary>What a command runs in the end; most run just what they say.</summary>
    /// <param name="command">Its words, the command's name first.</param>
    /// <param name="separator">What follows it.</param>
    public static IEnumerable<ShellCommand> Read(IReadOnlyList<PowerShellToken> command, ShellSeparator separator)
    {
        var name = command[0].Text ?? "";
        return name.ToLowerInvariant() switch
        {
            "start-process" or "saps" => ReadProcess(command, separator),
            "invoke-expression" or "iex" when command.Count > 1 => PowerShellSplitter.Split(command[command.Count - 1].Word.Parts),
            _ when command.Count > 2 && command[1].Text is { } program && ContainerClient.FromProgram(program) is not null
                && Array.Exists(RunningVerbs, verb => name.StartsWith(verb, StringComparison.OrdinalIgnoreCase)) =>
                [new ShellCommand([command[1].Word, .. command.Skip(2).SelectMany(Arguments)], separator)],
            _ => [new ShellCommand([.. command.Select(token => token.Word)], separator)],
        };
    }

    /// <summary>Whether a command leaves its script blocks running.</summary>
    public static bool StartsJob(IReadOnlyList<PowerShellToken> command) =>
        (command[0].Text is { } name && Jobs.Contains(name))
        || command.Any(token => string.Equals(token.Text, "-Parallel", StringComparison.OrdinalIgnoreCase)
            || string.Equals(token.Text, "-AsJob", StringComparison.OrdinalIgnoreCase));

    /// <summary>A program with its arguments, in any order; nothing waits for it unless it is told to.</summary>
    private static IEnumerable<ShellCommand> ReadProcess(IReadOnlyList<PowerShellToken> command, ShellSeparator separator)
    {
        PowerShellToken? program = null;
        var arguments = new List<CommandWord>();
        var waits = false;
        var parameter = "";
        foreach (var token in command.Skip(1))
        {
            if (!token.IsQuoted && token.Text is { } text && text.StartsWith("-", StringComparison.Ordinal))
            {
                parameter = text;
                waits |= text.Equals("-Wait", StringComparison.OrdinalIgnoreCase) || text.Equals("-PassThru", StringComparison.OrdinalIgnoreCase);
            }
            else if (parameter.Equals("-FilePath", StringComparison.OrdinalIgnoreCase) || (program is null && !ProcessValues.Contains(parameter)))
            {
                program = token;
                parameter = "-ArgumentList";
            }
            else if (parameter.StartsWith("-Arg", StringComparison.OrdinalIgnoreCase))
            {
                arguments.AddRange(Arguments(token));
            }
        }

        return program is null ? [] : [new ShellCommand([program.Word, .. arguments], waits ? separator : ShellSeparator.Background)];
    }

    /// <summary>One argument, or the several that a string with blanks holds.</summary>
    private static IEnumerable<CommandWord> Arguments(PowerShellToken token) =>
        token.IsQuoted && token.Word.Parts.Any(part => part.Text?.IndexOf(' ') >= 0) ? ArgumentSplitter.Split(token.Word.Parts) : [token.Word];
}
