using ImageGuard.Model;
using ImageGuard.Scripts.Shell;

namespace ImageGuard.Scripts.Running;

/// <content>Simple commands: assignments, functions, and the programs that they run.</content>
internal sealed partial class ShellWalker
{
    private readonly LoopWatch _loopWatch;
    private readonly Stack<Dictionary<string, ShellValue?>> _locals = new();
    private readonly HashSet<string> _exported = new(StringComparer.Ordinal);
    private ShellOutput _input = ShellOutput.Unknown;
    private ShellOutput _output = ShellOutput.Unknown;
    private Fate _substitutionFate = Fate.Tested;

    private void Run(SimpleCommand command)
    {
        _steps--;
        _output = ShellOutput.Unknown;
        var (place, input) = (_place, _input);
        _place = PlaceOf(command) ?? _place;
        ReadRedirections(command);
        var words = AtOnePlace(Expand(command.Words));
        if (words.Count == 0)
        {
            _substitutionFate = _fate;
            Assign(command.Assignments, isLocal: false);
            _substitutionFate = Fate.Tested;
        }
        else if (words[0].Text is "local" or "declare" or "typeset" or "export" or "readonly")
        {
            Declare(words, command.Assignments);
        }
        else
        {
            Run(command, words);
        }

        if (command.Redirections.Any(redirection => redirection.Descriptor is "" or "1" && redirection.Operator[0] is '>' or '&'))
        {
            _output = ShellOutput.Unknown;
        }

        (_place, _input) = (place, input);
    }

    /// <summary>
    /// The words of a command, some of which are a caller's operands: where those say what is done, the command stands at the call, else here.
    /// </summary>
    private List<CommandWord> AtOnePlace(List<CommandWord> words)
    {
        if (words.All(IsHere))
        {
            return words;
        }

        var own = words.TakeWhile(IsHere).ToArray();
        var home = own.Any(NamesCommand) ? null : words[own.Length].Span;
        return [.. words.Select(word => IsHere(word) == (home is null) ? word : new CommandWord(word.Parts, home ?? _place) { Variable = word.Variable })];
    }

    /// <summary>Whether a word may say what a client does, and not only which program runs, and how.</summary>
    private static bool NamesCommand(CommandWord word) => word.Text is { } text && ContainerClient.All.Any(client => client.Root.Child(text) is not null);

    private bool IsHere(CommandWord word) => word.Span is not { } span || ((SourceSpan?)span).Hull(_place) == _place;

    private static SourceSpan? PlaceOf(SimpleCommand command)
    {
        SourceSpan? place = null;
        foreach (var word in command.Words)
        {
            place = place.Hull(word.Span);
        }

        return place;
    }

    private void Run(SimpleCommand command, List<CommandWord> words)
    {
        var engine = command.Assignments
            .Select(assignment => EngineVariable.Names.Contains(assignment.Name) ? $"{assignment.Name}={ExpandWhole(assignment.Value).Identity}" : null)
            .LastOrDefault(chosen => chosen is not null);
        if (words[0].Text is { } name && _functions.TryGetValue(name, out var function))
        {
            Call(function, [.. words.Skip(1)]);
        }
        else if (!TryRunBuiltin(command, words))
        {
            RunProgram(words, index: 0, engine);
        }
    }

    private void ReadRedirections(ShellNode node)
    {
        foreach (var redirection in node.Redirections)
        {
            if (redirection.Operator == "<" && redirection.Target.Pieces is [ProcessPiece process])
            {
                _output = ShellOutput.Unknown;
                InShell(() => Run(process.Body));
                (_input, _output) = (_output, ShellOutput.Unknown);
                continue;
            }

            if (redirection.Operator == "<<<" && redirection.Target.Pieces is [SubstitutionPiece substitution])
            {
                var parts = OutputOf(substitution);
                _input = new ShellOutput(LineOf(parts), parts);
                continue;
            }

            var value = ExpandWhole(redirection.Target);
            if (redirection.IsHere)
            {
                _input = new ShellOutput(OutputLine.Unknown, value.Parts);
            }
            else if (redirection.Descriptor.Length > 0)
            {
                _state.Variables[DescriptorName(redirection.Descriptor)] = value;
            }
        }
    }

    private static OutputLine LineOf(IReadOnlyList<CommandPart> parts) => parts is [{ IsHole: true } hole] ? hole.Meaning switch
    {
        ImageOperandKind.Id => OutputLine.Id,
        ImageOperandKind.Name => OutputLine.Name,
        _ => OutputLine.Unknown,
    } : OutputLine.Unknown;

    /// <summary>Where the file behind a descriptor is kept: no variable has such a name.</summary>
    private static string DescriptorName(string descriptor) => "&" + descriptor;

    private void Assign(IEnumerable<ShellAssignment> assignments, bool isLocal)
    {
        foreach (var assignment in assignments)
        {
            var value = assignment.Elements is { } elements
                ? new ShellValue([], Expand(elements), NewIdentity()) { Jobs = [.. elements.SelectMany(JobsIn)] }
                : ExpandWhole(assignment.Value);
            var old = _state.Variables[assignment.Name];
            if (isLocal && _locals.Count > 0 && !_locals.Peek().ContainsKey(assignment.Name))
            {
                _locals.Peek()[assignment.Name] = old;
            }

            _state.Variables[assignment.Name] =
                assignment.IsElement ? (old ?? new ShellValue([], [], NewIdentity())).Append(value with { Elements = [CommandWord.Hole(HoleExtent.AnyWords)] }, NewIdentity())
                : assignment.Appends && old is not null ? old.Append(value, NewIdentity())
                : value;
        }
    }

    private void Declare(List<CommandWord> words, IReadOnlyList<ShellAssignment> assignments)
    {
        var isLocal = words[0].Text is "local" or "declare" or "typeset" && !words.Any(word => word.Text == "-g");
        Assign(assignments, isLocal);
        if (words[0].Text == "export")
        {
            _exported.UnionWith(assignments.Select(assignment => assignment.Name).Concat(words.Skip(1).Select(word => word.Text).OfType<string>()));
        }
        else if (isLocal && _locals.Count > 0)
        {
            foreach (var name in words.Skip(1).Select(word => word.Text).OfType<string>().Where(name => name[0] != '-'))
            {
                if (!_locals.Peek().ContainsKey(name))
                {
                    _locals.Peek()[name] = _state.Variables[name];
                }

                _state.Variables[name] = new ShellValue([], Elements: null, NewIdentity());
            }
        }
    }

    /// <summary>Runs a script that stands in this one, in the shell at hand.</summary>
    private void RunScript(IEnumerable<CommandPart> script, ShellDialect dialect)
    {
        if (_shells == MaxShells)
        {
            return;
        }

        _shells++;
        if (dialect == ShellDialect.Posix)
        {
            Run(ShellParser.Parse(script, _place).Body);
        }
        else
        {
            Run(ShellSplitter.Split([.. script], dialect));
        }

        _shells--;
    }

    /// <summary>Commands of a shell whose scripts are read flat: one after the other, blocks that run on their own as one.</summary>
    private void Run(IReadOnlyList<ShellCommand> commands)
    {
        for (var i = 0; i < commands.Count;)
        {
            var block = commands[i].Block;
            var count = block is null ? 1 : commands.Skip(i).TakeWhile(command => command.Block == block).Count();
            var part = commands.Skip(i).Take(count).ToArray();
            i += count;
            if (block is { SeveralAtOnce: { } multiplier })
            {
                RunSeveralAtOnce(() => RunInTurn(part), multiplier);
            }
            else if (block is not null)
            {
                RunInBackground(() => RunInTurn(part), "it runs as a job and nothing waits for it before");
                if (block.IsOthersToWaitFor)
                {
                    WaitForSome();
                }
            }
            else
            {
                RunInTurn(part);
            }
        }
    }

    private void RunInTurn(ShellCommand[] commands)
    {
        foreach (var command in commands)
        {
            if (command.ReadsStatus)
            {
                _failures.StatusRead();
            }

            var fate = command.FailureIsIgnored ? Fate.Ignored : command.Separator is ShellSeparator.And or ShellSeparator.Or ? Fate.Tested : _fate;
            if (PowerShellCmdlets.IsWait(command.Words))
            {
                Complete(jobs: null);
            }
            else if (command.Separator == ShellSeparator.Background)
            {
                RunInBackground(() => RunProgram(command.Words, index: 0, engine: null), "it runs in the background and nothing waits for it before");
            }
            else
            {
                WithFate(fate, () => RunProgram(command.Words, index: 0, engine: null));
            }
        }
    }

    /// <summary>Runs something in a shell that knows nothing of this one's variables, but for those that are exported to it.</summary>
    private void InNewShell(string? host, Action action)
    {
        var outer = _state;
        _state = new ShellState(new ShellVariables(outer: null), new object()) { Holds = outer.Holds, Engine = host ?? outer.Engine };
        _state.InFlight.AddRange(outer.InFlight);
        if (host is null)
        {
            foreach (var name in _exported)
            {
                _state.Variables[name] = outer.Variables[name];
            }
        }

        action();
        Leave(outer);
    }
}
