using ImageGuard.Model;

namespace ImageGuard.Scripts;

/// <summary>Commands of PowerShell that run what their arguments spell.</summary>
internal static class PowerShellCmdlets
{
    private static readonly HashSet<string> Jobs = new(StringComparer.OrdinalIgnoreCase) { "Start-Job", "Start-ThreadJob", "sajb" };

    private static readonly HashSet<string> Filters = new(StringComparer.OrdinalIgnoreCase)
    {
        "Select-Object", "select", "Sort-Object", "sort", "Where-Object", "where", "?", "Get-Unique", "gu",
    };

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

    /// <summary>What waits for jobs and processes, as a command that does so.</summary>
    public static ShellCommand Wait { get; } = new([CommandWord.Known("Wait-Process")], ShellSeparator.Sequence);

    /// <summary>Whether a command leaves its script blocks running.</summary>
    public static bool StartsJob(IReadOnlyList<PowerShellToken> command) =>
        (command[0].Text is { } name && Jobs.Contains(name)) || Has(command, "-AsJob");

    /// <summary>What makes a command run its script blocks several at once; null where nothing does.</summary>
    public static string? Multiplier(IReadOnlyList<PowerShellToken> command) => Has(command, "-Parallel") ? "-Parallel" : null;

    /// <summary>Whether a command gives its script block a name, to be called by.</summary>
    public static bool DefinesFunction(IReadOnlyList<PowerShellToken> command) => command[0].Text?.ToLowerInvariant() is "function" or "filter";

    /// <summary>Whether a command waits for jobs or processes that have been started before.</summary>
    public static bool IsWait(IReadOnlyList<CommandWord> command) => command[0].Text?.ToLowerInvariant() switch
    {
        "wait-job" or "wait-process" or "wjb" => true,
        "receive-job" or "rcjb" => command.Any(word => "-Wait".Equals(word.Text, StringComparison.OrdinalIgnoreCase)),
        _ => false,
    };

    /// <summary>Whether a member of a job or process is there to be waited for, or asked for until it ends.</summary>
    public static bool IsWaitingMember(string name) => name.ToLowerInvariant() is "waitforexit" or "waitforexitasync" or "hasexited" or "state";

    /// <summary>What the output of a pipeline names, whose last commands may only choose among its lines.</summary>
    public static ImageOperandKind MeaningOf(IEnumerable<ShellCommand> pipeline) =>
        pipeline.Reverse().FirstOrDefault(command => !Filters.Contains(command.Words[0].Text ?? "")) is { } source && ProgramName.Of(source.Words[0]) is { } program
            && ContainerClient.FromProgram(program) is { } client
            && new ClientReader(default).Read(client, source.Words, start: 0, index: 1).Prints == OutputLine.Id
            ? ImageOperandKind.Id
            : ImageOperandKind.Unknown;

    private static bool Has(IReadOnlyList<PowerShellToken> command, string parameter) =>
        command.Any(token => parameter.Equals(token.Text, StringComparison.OrdinalIgnoreCase));

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
