namespace ImageGuard.Scripts;

/// <summary>
/// Splits a script of PowerShell into simple commands: statements and pipelines, script blocks and subexpressions wherever they stand, strings, here-strings
/// and comments, variables that hold one known text. Expressions are no commands, though what they run is.
/// </summary>
internal sealed partial class PowerShellSplitter
{
    /// <summary>How deep brackets are followed; deeper ones are plain characters.</summary>
    private const int MaxDepth = 60;

    /// <summary>What a statement may begin with before its command.</summary>
    private static readonly HashSet<string> Prefixes = new(StringComparer.OrdinalIgnoreCase) { "return", "exit", "throw" };

    private readonly FlatParts _script;
    private readonly string _text;
    private readonly PowerShellVariables _variables;
    private readonly List<ShellCommand> _commands = [];
    private int _at;
    private int _depth;
    private bool _readsStatus;

    private PowerShellSplitter(FlatParts script, PowerShellVariables variables)
    {
        (_script, _text, _variables) = (script, script.Text, variables);
    }

    /// <summary>Splits a script: once to learn what its variables hold, once to use it.</summary>
    public static IReadOnlyList<ShellCommand> Split(IReadOnlyList<CommandPart> script)
    {
        var flat = new FlatParts(script);
        var variables = new PowerShellVariables();
        new PowerShellSplitter(flat, variables).ReadStatements(close: PartReader.None);
        variables.Use();
        var splitter = new PowerShellSplitter(flat, variables);
        splitter.ReadStatements(close: PartReader.None);
        return splitter._commands;
    }

    private char Current => CharAt(0);

    private char CharAt(int ahead) => _at + ahead < _text.Length ? _text[_at + ahead] : PartReader.None;

    private bool AtEnd => _at >= _text.Length;

    /// <summary>Reads up to the bracket that closes; one that closes nothing is passed over.</summary>
    private void ReadStatements(char close)
    {
        while (!AtEnd)
        {
            SkipBlanks();
            if (Current is '\n' or '\r' or ';' or '}' or ')' or ',')
            {
                _at++;
                if (_text[_at - 1] == close)
                {
                    return;
                }
            }
            else if (!AtEnd)
            {
                ReadPipelineElement();
            }
        }
    }

    private void ReadPipelineElement()
    {
        var tokens = new List<PowerShellToken>();
        var isCall = false;
        var separator = ShellSeparator.End;
        while (separator == ShellSeparator.End)
        {
            SkipBlanks();
            if (AtEnd || Current is '\n' or ';' or '}' or ')')
            {
                break;
            }

            switch (Current)
            {
                case '|':
                    separator = TakeOneOrTwo(ShellSeparator.Pipe, ShellSeparator.Or);
                    break;
                case '&' when CharAt(1) != '&' && (tokens.Count == 0 || tokens[tokens.Count - 1].IsAssignment || IsPrefix(tokens[tokens.Count - 1])):
                    _at++;
                    isCall = true;
                    break;
                case '&':
                    separator = TakeOneOrTwo(ShellSeparator.Background, ShellSeparator.And);
                    break;
                case '>' or '<':
                case '*' or (>= '0' and <= '9') when CharAt(1) == '>':
                    SkipRedirection();
                    break;
                default:
                    tokens.Add(ReadToken());
                    break;
            }
        }

        Emit(tokens, isCall, separator == ShellSeparator.End && !AtEnd ? ShellSeparator.Sequence : separator);
    }

    private ShellSeparator TakeOneOrTwo(ShellSeparator one, ShellSeparator two)
    {
        var isTwo = CharAt(1) == Current;
        _at += isTwo ? 2 : 1;
        return isTwo ? two : one;
    }

    /// <summary>The operator is no word; nor is the file behind it.</summary>
    private void SkipRedirection()
    {
        _at++;
        while (Current is '>' or '&')
        {
            _at++;
        }

        SkipBlanks();
        if (!AtEnd && Current is not ('\n' or ';' or '}' or ')' or '|'))
        {
            ReadToken();
        }
    }

    /// <summary>Blanks, comments, and line breaks behind a backquote.</summary>
    private void SkipBlanks()
    {
        while (true)
        {
            if (Current is ' ' or '\t' or '\r')
            {
                _at++;
            }
            else if (Current == '`' && CharAt(1) is '\n' or '\r')
            {
                _at += CharAt(1) == '\r' && CharAt(2) == '\n' ? 3 : 2;
            }
            else if (Current == '#')
            {
                _at = IndexOf("\n", _at);
            }
            else if (Current == '<' && CharAt(1) == '#')
            {
                _at = Math.Min(IndexOf("#>", _at + 2) + 2, _text.Length);
            }
            else
            {
                return;
            }
        }
    }

    private int IndexOf(string mark, int start) =>
        start < _text.Length && _text.IndexOf(mark, start, StringComparison.Ordinal) is >= 0 and var found ? found : _text.Length;

    private void Emit(List<PowerShellToken> tokens, bool isCall, ShellSeparator separator)
    {
        var start = StartOfCommand(tokens, out var assigned);
        var command = tokens.GetRange(start, tokens.Count - start);
        var (first, readsStatus) = (_commands.Count, _readsStatus);
        if (command.Exists(token => !token.IsComma) && (isCall || command[0].CanNameCommand))
        {
            _commands.AddRange(PowerShellCmdlets.Read([.. command.Where(token => !token.IsComma)], separator));
            SetApart(command);
            if (readsStatus && first < _commands.Count)
            {
                _commands[first] = _commands[first] with { ReadsStatus = true };
                _readsStatus = false;
            }
        }
        else if (tokens.Count > 0 && first > 0 && _commands[first - 1].Separator == ShellSeparator.Or)
        {
            // What stands behind the || is a value, which runs nothing.
            _commands[first - 1] = _commands[first - 1] with { FailureIsIgnored = true };
        }

        if (assigned is not null)
        {
            _variables.LearnMeaning(assigned, command is [var only] ? only.Word.ToImageOperand().Kind : PowerShellCmdlets.MeaningOf(_commands.Skip(first)));
        }
    }

    /// <summary>Behind <c>$x =</c>, <c>$x in</c> and <c>return</c> stands what is run.</summary>
    private int StartOfCommand(List<PowerShellToken> tokens, out string? assigned)
    {
        var start = 0;
        assigned = null;
        for (var i = 1; i < tokens.Count; i++)
        {
            if (tokens[i].IsAssignment && tokens[i - 1].Variable is { } name)
            {
                _variables.Learn(name, tokens[i].Text == "=" && i + 2 == tokens.Count ? tokens[i + 1] : null);
                (start, assigned) = (i + 1, name);
            }
        }

        while (start < tokens.Count && IsPrefix(tokens[start]))
        {
            start++;
        }

        return start;
    }

    private static bool IsPrefix(PowerShellToken token) => token.Text is { } text && Prefixes.Contains(text);

    /// <summary>Tells what runs on its own: the blocks of jobs, and of loops that run in parallel. Jobs that a function leaves behind are its callers'.</summary>
    private void SetApart(List<PowerShellToken> command)
    {
        var severalAtOnce = PowerShellCmdlets.Multiplier(command);
        var isApart = severalAtOnce is not null || PowerShellCmdlets.StartsJob(command);
        if (!isApart && !PowerShellCmdlets.DefinesFunction(command))
        {
            return;
        }

        foreach (var (first, end) in command.Select(token => token.Commands))
        {
            var block = isApart ? new ShellBlock(severalAtOnce) : null;
            for (var i = first; i < end; i++)
            {
                _commands[i] = _commands[i] with { Block = block ?? LeftToCallers(_commands[i]) };
            }
        }
    }

    private static ShellBlock? LeftToCallers(ShellCommand command)
    {
        var block = command.Block ?? (command.Separator == ShellSeparator.Background ? new ShellBlock(severalAtOnce: null) : null);
        if (block is not null)
        {
            block.IsOthersToWaitFor = true;
        }

        return block;
    }
}
