using ImageGuard.Model;
using ImageGuard.Scripts.Formats;
using ImageGuard.Scripts.Shell;

namespace ImageGuard.Scripts.Running;

/// <summary>
/// Goes through a script as a shell would: follows variables, functions, loops and background jobs, and tells what happens to images on the way.
/// Both ways of a choice are gone; what is known only at run time stays unknown.
/// </summary>
internal sealed partial class ShellWalker
{
    /// <summary>How deep scripts within scripts are followed.</summary>
    private const int MaxShells = 4;

    /// <summary>How deep calls of functions are followed.</summary>
    private const int MaxCalls = 16;

    /// <summary>How many iterations of a loop over known words are gone through one by one.</summary>
    private const int MaxIterations = 16;

    /// <summary>How many commands are gone through for each that is written, and besides: so long a script costs what its length costs.</summary>
    private const int StepsPerCommand = 10;
    private const int FreeSteps = 1000;

    private readonly IShellFindings _findings;
    private readonly FailureWatch _failures;
    private readonly Dictionary<string, FunctionDefinition> _functions = new(StringComparer.Ordinal);
    private readonly HashSet<FunctionDefinition> _called = [];
    private readonly Stack<FunctionDefinition> _calls = new();
    private readonly Stack<LoopFrame> _loops = new();
    private readonly Dictionary<string, IReadOnlyList<CommandPart>> _traps = new(StringComparer.Ordinal);
    private ShellState _state = new(new ShellVariables(outer: null), new object());
    private SourceSpan _place;
    private int _steps;
    private int _shells;
    private int _identities;
    private Fate _fate;

    private ShellWalker(IShellFindings findings, SourceSpan place)
    {
        _findings = findings;
        _failures = new FailureWatch(findings);
        _loopWatch = new LoopWatch(findings);
        _place = place;
        _steps = FreeSteps;
    }

    private bool HasSteps => _steps > 0;

    /// <summary>Goes through scripts that run one after another: what one leaves running, runs beside the next.</summary>
    /// <param name="scripts">The scripts.</param>
    /// <param name="findings">Receives what is found.</param>
    /// <param name="problems">Receives what could not be read.</param>
    /// <param name="place">Where they stand, for what has no position of its own.</param>
    /// <returns>The operations that they perform on this host.</returns>
    public static IReadOnlyList<(ImageOperation Operation, RunConditions Conditions)> Walk(
        IReadOnlyList<EmbeddedScript> scripts, IShellFindings findings, ICollection<ScriptProblem> problems, SourceSpan place)
    {
        var walker = new ShellWalker(findings, place);
        var performed = new List<(ImageOperation Operation, RunConditions Conditions)>();
        walker._started.Push(performed);
        foreach (var script in scripts)
        {
            walker.Walk(script, problems);
        }

        walker.EndShell();
        walker._loopWatch.End();
        return performed;
    }

    /// <summary>Goes through one command, given as the words that its program gets.</summary>
    public static void WalkCommand(IReadOnlyList<CommandWord> words, IShellFindings findings, SourceSpan place) =>
        new ShellWalker(findings, place).RunProgram(words, index: 0, engine: null);

    /// <summary>Goes through a line that a shell is given to run.</summary>
    public static void WalkLine(IReadOnlyList<CommandPart> line, ShellDialect dialect, IShellFindings findings, SourceSpan place)
    {
        var walker = new ShellWalker(findings, place);
        walker.RunScript(line, dialect);
        walker.RunTraps();
        walker.RunUncalled();
    }

    private void Walk(EmbeddedScript script, ICollection<ScriptProblem> problems)
    {
        var left = _state.InFlight;
        _state = new ShellState(new ShellVariables(outer: null), new object()) { StopsAtFailure = script.StopsAtFailure, HasPipefail = script.HasPipefail };
        _state.InFlight.AddRange(left);
        _functions.Clear();
        _fate = script.FailureIsIgnored ? Fate.Ignored : Fate.Open;
        if (script.Dialect == ShellDialect.Posix)
        {
            var read = ShellParser.Parse(script.Text, _place);
            if (read.Problem is { } problem && !script.IsTemplate)
            {
                problems.Add(problem);
            }

            _steps += StepsPerCommand * read.CommandCount;
            Run(read.Body);
        }
        else
        {
            RunScript(script.Text, script.Dialect);
        }

        RunTraps();
        var end = _state;
        _fate = Fate.Open;
        RunUncalled();
        _state = end;
        _failures.End();
    }

    /// <summary>What is to run when the script ends, or is ended.</summary>
    private void RunTraps()
    {
        _state.End = WayEnd.None;
        foreach (var trap in _traps.Values.Distinct().ToArray())
        {
            RunScript(trap, ShellDialect.Posix);
            _state.End = WayEnd.None;
        }

        _traps.Clear();
    }

    /// <summary>Functions that somebody else calls: with operands that are not known, at a time that is not known.</summary>
    private void RunUncalled()
    {
        foreach (var function in _functions.Values.Where(function => !_called.Contains(function)).ToArray())
        {
            _state = new ShellState(new ShellVariables(_state.Variables), new object()) { StopsAtFailure = true };
            Call(function, operands: null);
        }
    }

    private string NewIdentity() => $"#{++_identities}";

    private void Run(ShellList list)
    {
        var fate = _fate;
        for (var i = 0; i < list.Statements.Count && _state.End == WayEnd.None; i++)
        {
            var statement = list.Statements[i];
            _fate = i == list.Statements.Count - 1 || fate == Fate.Ignored ? fate : Fate.Open;
            if (statement.IsBackground)
            {
                RunInBackground(() => Run(statement.Node), "it runs in the background and nothing waits for it before");
            }
            else
            {
                Run(statement.Node);
            }
        }

        _fate = fate;
    }

    private void Run(ShellNode node)
    {
        if (node is SimpleCommand command)
        {
            Run(command);
            return;
        }

        var input = _input;
        ReadRedirections(node);
        RunCompound(node);
        _input = input;
    }

    private void RunCompound(ShellNode node)
    {
        switch (node)
        {
            case Pipeline pipeline:
                Run(pipeline);
                break;
            case ConditionList conditions:
                Run(conditions);
                break;
            case Group group:
                Run(group.Body);
                break;
            case Subshell subshell:
                InShell(() => Run(subshell.Body));
                break;
            case IfCommand choice:
                Run(choice);
                break;
            case CaseCommand choice:
                Run(choice);
                break;
            case WhileLoop loop:
                Run(loop);
                break;
            case ForLoop loop:
                Run(loop);
                break;
            case CountingLoop loop:
                Expand(loop.Expanded);
                Repeat(new LoopFrame(loop.Body, loop.IsEndless), () => Run(loop.Body));
                break;
            case FunctionDefinition function:
                _functions[function.Name] = function;
                break;
            case TestCommand test:
                Expand(test.Expanded);
                break;
            case Coprocess process:
                RunInBackground(() => Run(process.Body), "it runs as a coprocess and nothing waits for it before");
                break;
        }
    }

    private void WithFate(Fate fate, Action action)
    {
        var outer = _fate;
        _fate = fate;
        action();
        _fate = outer;
    }

    /// <summary>Runs something in a shell of its own: what it sets is gone afterwards.</summary>
    private void InShell(Action action)
    {
        var outer = _state;
        _state = outer.ForkShell();
        action();
        Leave(outer);
    }

    private void Run(Pipeline pipeline)
    {
        if (pipeline.Commands.Count == 1)
        {
            WithFate(Fate.Tested, () => Run(pipeline.Commands[0]));
            return;
        }

        var input = _input;
        for (var i = 0; i < pipeline.Commands.Count; i++)
        {
            var command = pipeline.Commands[i];
            var isHidden = i < pipeline.Commands.Count - 1 && !_state.HasPipefail;
            _output = ShellOutput.Unknown;
            WithFate(pipeline.IsNegated ? Fate.Tested : isHidden ? Fate.Piped : _fate, () => InShell(() => Run(command)));
            _input = _output;
        }

        _input = input;
    }

    private void Run(ConditionList conditions)
    {
        var fates = FatesIn(conditions, _fate);
        for (var i = 0; i < conditions.Commands.Count && _state.End == WayEnd.None; i++)
        {
            var command = conditions.Commands[i];
            WithFate(fates[i], () =>
            {
                if (i == 0)
                {
                    Run(command);
                }
                else
                {
                    OnWays([() => Run(command), () => { }]);
                }
            });
        }
    }

    /// <summary>A failure goes on to the next <c>||</c>; without one it is the list's own, which keeps the rest from running.</summary>
    private static Fate[] FatesIn(ConditionList conditions, Fate outer)
    {
        var last = conditions.Commands.Count - 1;
        var fates = new Fate[last + 1];
        fates[last] = outer;
        var next = outer == Fate.Ignored ? outer : Fate.Tested;
        for (var i = last - 1; i >= 0; i--)
        {
            next = conditions.NeedsSuccess[i] ? next
                : conditions.Commands[i + 1] is SimpleCommand { Words: [{ Text: "true" or ":" or "/bin/true" }, ..] } ? Fate.Ignored
                : Fate.Tested;
            fates[i] = next;
        }

        return fates;
    }

    /// <summary>Goes several ways from here, and on where they meet.</summary>
    /// <param name="ways">The ways.</param>
    /// <param name="firstIsSure">Whether what has ended on the first has ended, though values of the others count: a loop over jobs is not empty.</param>
    private void OnWays(IReadOnlyList<Action> ways, bool firstIsSure = false)
    {
        var outer = _state;
        var ends = new List<ShellState>();
        foreach (var way in ways)
        {
            _state = outer.Fork();
            way();
            ends.Add(_state);
        }

        _state = outer;
        outer.Join(ends, NewIdentity);
        if (firstIsSure && ends[0].End == WayEnd.None)
        {
            outer.InFlight = ends[0].InFlight;
        }
    }

    private void Run(IfCommand choice)
    {
        var ways = new List<Action>();
        foreach (var (test, then) in choice.Branches)
        {
            WithFate(Fate.Tested, () => Run(test));
            ways.Add(() => Run(then));
        }

        ways.Add(() => Run(choice.Else));
        OnWays(ways, firstIsSure: choice.Branches is [var only] && AsksForJobs(only.Test));
    }

    /// <summary>Whether a test looks if there is a job: <c>[ -n "$pid" ]</c> before <c>wait</c> is no choice.</summary>
    private bool AsksForJobs(ShellList test) => _state.InFlight.Count > 0 && ShellDescent.Parameters(test).Any(parameter => JobsIn(parameter).Any());

    private void Run(CaseCommand choice)
    {
        Expand([choice.Subject]);
        var ways = choice.Branches.Select<CaseBranch, Action>(branch => () =>
        {
            Expand(branch.Patterns);
            Run(branch.Body);
        }).ToList();
        if (!choice.Branches.Any(branch => branch.Patterns.Any(pattern => pattern.Text == "*")))
        {
            ways.Add(() => { });
        }

        OnWays(ways);
    }

    private void Run(WhileLoop loop)
    {
        Repeat(
            new LoopFrame(new ShellList([.. loop.Test.Statements, .. loop.Body.Statements]), IsConstant(loop)),
            () =>
            {
                WithFate(Fate.Tested, () => Run(loop.Test));
                Run(loop.Body);
            });
        if (ShellDescent.Commands(loop.Test).Any(command => command.Words is [{ Text: "mkdir" }, ..]))
        {
            // "until mkdir lock": whichever way the loop was gone through, its test has come out right in the end.
            WithFate(Fate.Tested, () => Run(loop.Test));
        }
    }

    private static bool IsConstant(WhileLoop loop) =>
        loop.Test.Statements is [{ Node: SimpleCommand { Words: [var command, ..] words } }]
        && (loop.IsUntil ? command.Text == "false"
            : command.Text is "true" or ":" || (command.Text == "[" && words is [_, { Text: "1" or "true" }, _]));

    private void Run(ForLoop loop)
    {
        var words = loop.Words is { } written ? Expand(written) : _state.Operands;
        var jobs = loop.Words?.SelectMany(JobsIn).ToArray() ?? [];
        if (words is not null && words.Count <= MaxIterations && words.All(word => word is { HasHole: false, Presence: Certainty.Certain }))
        {
            RunOneByOne(loop, words);
            return;
        }

        var meanings = words?.Select(word => word.ToImageOperand().Kind).Distinct().ToArray();
        var meaning = meanings is [var one] ? one : ImageOperandKind.Unknown;
        var (run, iterations) = (++_identities, 0);
        Repeat(new LoopFrame(loop.Body, IsEndless: false), () =>
        {
            _state.Variables[loop.Name] = ShellValue.Unknown(LoopValue.Identity(run, ++iterations), meaning) with { Jobs = jobs };
            Run(loop.Body);
        });
    }

    private void RunOneByOne(ForLoop loop, IReadOnlyList<CommandWord> words)
    {
        if (words.Count > 1)
        {
            _loops.Push(new LoopFrame(loop.Body, IsEndless: false));
        }

        for (var i = 0; i < words.Count && (i == 0 || HasSteps) && _state.End == WayEnd.None; i++)
        {
            _state.Variables[loop.Name] = new ShellValue(words[i].Parts, Elements: null, NewIdentity());
            Run(loop.Body);
            EndWay(WayEnd.Loop);
        }

        if (words.Count > 1)
        {
            _loops.Pop();
        }
    }

    private void EndWay(WayEnd reached) => _state.End = _state.End == reached ? WayEnd.None : _state.End;

    /// <summary>Goes through a loop: once, and once more where the first iteration has left something running.</summary>
    private void Repeat(LoopFrame frame, Action iteration)
    {
        _loops.Push(frame);
        OnWays(
        [
            () =>
            {
                var before = _state.InFlight.Count;
                iteration();
                EndWay(WayEnd.Loop);
                if (_state.InFlight.Count > before && _state.End == WayEnd.None && HasSteps)
                {
                    Again(iteration);
                    EndWay(WayEnd.Loop);
                }
            },
            () => { },
        ],
        firstIsSure: true);
        _loops.Pop();
    }

    private void Call(FunctionDefinition function, IReadOnlyList<CommandWord>? operands)
    {
        if (_calls.Count == MaxCalls || _calls.Contains(function) || (_called.Contains(function) && !HasSteps))
        {
            return;
        }

        _called.Add(function);
        _calls.Push(function);
        _loops.Push(LoopFrame.Outside);
        _locals.Push([]);
        var outer = _state.Operands;
        _state.Operands = operands;
        Run(function.Body);
        _state.Operands = outer;
        EndWay(WayEnd.Function);
        EndWay(WayEnd.Loop);
        foreach (var local in _locals.Pop())
        {
            _state.Variables[local.Key] = local.Value;
        }

        _loops.Pop();
        _calls.Pop();
    }
}
