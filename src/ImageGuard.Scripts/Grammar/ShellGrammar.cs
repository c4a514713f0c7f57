namespace ImageGuard.Scripts;

/// <summary>A shell as a program: where among its words the command line stands that it is to run.</summary>
internal sealed class ShellGrammar(ShellDialect dialect, Func<IReadOnlyList<CommandWord>, int, int> findScript)
{
    private static readonly ShellGrammar PosixShell = new(ShellDialect.Posix, AfterPosixOptions);

    /// <summary>The shells by name.</summary>
    public static IReadOnlyDictionary<string, ShellGrammar> ByName { get; } = new Dictionary<string, ShellGrammar>(StringComparer.Ordinal)
    {
        ["sh"] = PosixShell,
        ["bash"] = PosixShell,
        ["dash"] = PosixShell,
        ["ash"] = PosixShell,
        ["ksh"] = PosixShell,
        ["zsh"] = PosixShell,
        ["cmd"] = new(ShellDialect.Cmd, AfterCmdOptions),
        ["powershell"] = new(ShellDialect.PowerShell, AfterPowerShellOptions),
        ["pwsh"] = new(ShellDialect.PowerShell, AfterPowerShellOptions),
    };

    public ShellDialect Dialect => dialect;

    /// <summary>The command line that the shell is to run, or null where it gets none.</summary>
    public IReadOnlyList<CommandPart>? FindScript(IReadOnlyList<CommandWord> words, int afterProgram)
    {
        var first = findScript(words, afterProgram);
        return first < 0 ? null
            : first == words.Count - 1 || dialect == ShellDialect.Posix ? words[first].Script
            : Join(words.Skip(first));
    }

    /// <summary>The other shells take all remaining words for their line.</summary>
    private static List<CommandPart> Join(IEnumerable<CommandWord> words)
    {
        var line = new List<CommandPart>();
        foreach (var word in words)
        {
            var isOneWord = word.Script.Any(part => part.Text is { } text && text.IndexOfAny([' ', '\t']) >= 0);
            line.Add(CommandPart.Known(isOneWord ? " \"" : " "));
            line.AddRange(word.Script);
            line.Add(CommandPart.Known(isOneWord ? "\"" : ""));
        }

        return line;
    }

    /// <summary>The first operand, if "c" is among the letters of the options: <c>sh -ec "…"</c>, <c>bash -o pipefail -c "…"</c>.</summary>
    private static int AfterPosixOptions(IReadOnlyList<CommandWord> words, int index)
    {
        var runsOperand = false;
        for (; index < words.Count; index++)
        {
            var text = words[index].KnownStart;
            if (text.Length < 2 || text[0] is not ('-' or '+'))
            {
                return runsOperand ? index : -1;
            }

            if (text[1] != '-')
            {
                runsOperand |= text[0] == '-' && text.IndexOf('c') > 0;
                index += text[text.Length - 1] is 'o' or 'O' ? 1 : 0;
            }
        }

        return -1;
    }

    private static int AfterCmdOptions(IReadOnlyList<CommandWord> words, int index)
    {
        for (; index < words.Count; index++)
        {
            var text = words[index].KnownStart;
            if (text.Equals("/c", StringComparison.OrdinalIgnoreCase) || text.Equals("/k", StringComparison.OrdinalIgnoreCase))
            {
                return index + 1 < words.Count ? index + 1 : -1;
            }

            if (text.Length == 0 || text[0] != '/')
            {
                return -1;
            }
        }

        return -1;
    }

    /// <summary>PowerShell takes any beginning of "-Command", and a slash for the dash.</summary>
    private static int AfterPowerShellOptions(IReadOnlyList<CommandWord> words, int index)
    {
        for (; index < words.Count - 1; index++)
        {
            var text = words[index].KnownStart.Replace('/', '-');
            if (text.Length >= 2 && "-command".StartsWith(text, StringComparison.OrdinalIgnoreCase))
            {
                return index + 1;
            }

            if (text.Length >= 2 && "-file".StartsWith(text, StringComparison.OrdinalIgnoreCase))
            {
                return -1;
            }
        }

        return -1;
    }
}
