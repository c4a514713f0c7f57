using ImageGuard.Model;

namespace ImageGuard.Scripts.Running;

/// <content>Programs: the clients, and those that run other commands.</content>
internal sealed partial class ShellWalker
{
    /// <summary>The options of ssh that take a value.</summary>
    private static readonly CommandNode SshOptions = CommandNode.Leaf(
        "BbcDEeFIiJLlmOopQRSWw".Select(letter => new OptionGrammar($"-{letter}=")));

    private static readonly CommandNode ScriptOptions = CommandNode.Leaf(
    [
        new("-c, --command=", OptionMeaning.Script), "-u, --user=", "-s, --shell=", "-g, --group=", "-n, --interval=",
    ]);

    private static readonly CommandNode ParallelOptions = CommandNode.Leaf(
    [
        new("-j, --jobs=", OptionMeaning.Parallel), new("-P, --max-procs=", OptionMeaning.Parallel), new("-I=", OptionMeaning.Placeholder), "-a, --arg-file=",
        "-n, --max-args=", "-N=", "-L=", "-S, --sshlogin=", "-C, --colsep=", "-d, --delimiter=", "--delay=", "--joblog=", "--retries=", "--timeout=",
        "--halt=", "--results=", "--tmpdir=", "--load=", "--memfree=", "--id=", "--tagstring=",
    ]);

    private void RunProgram(IReadOnlyList<CommandWord> words, int index, string? engine)
    {
        if (CommandLaunch.Follow(words, index, MeaningOf(_input.Line)) is not { } launch)
        {
            HoldDescriptor(words);
            return;
        }

        WithHold(launch.Lock, launch.LockIsShared, () =>
        {
            if (launch.Multiplier is { } multiplier)
            {
                RunSeveralAtOnce(() => Run(launch, engine), multiplier);
            }
            else
            {
                Run(launch, engine);
            }
        });
    }

    /// <summary><c>flock 9</c>: the lock is held until the shell ends, or gives it back.</summary>
    private void HoldDescriptor(IReadOnlyList<CommandWord> words)
    {
        if (words.Count == 0 || words[0].Text != "flock" || !LauncherGrammar.ByName.TryGetValue("flock", out var launcher))
        {
            return;
        }

        var options = ParsedWords.All(words, index: 1, launcher.Options, optionsEndAtOperand: false);
        if (options.Operands is not [var descriptor])
        {
            return;
        }

        var file = descriptor.Text is { } number ? _state.Variables[DescriptorName(number)] : null;
        var name = file?.Text ?? file?.Identity ?? NameOf(descriptor);
        if (options.Options.Any(option => option.Grammar.LongName == "unlock"))
        {
            Release(name);
        }
        else
        {
            Hold(name, options.State(OptionMeaning.Shared) == Certainty.Certain);
        }
    }

    private void Run(CommandLaunch launch, string? engine)
    {
        var (words, index) = (launch.Words, launch.Index);
        if (launch.Script is { } line)
        {
            InNewShell(host: null, () => RunScript(line.Parts, ShellDialect.Posix));
        }
        else if (ClientAt(launch) is { } client)
        {
            Run(client, words, index, launch.Engine ?? engine);
        }
        else if (launch.Program is { } program)
        {
            Run(program, words, index);
        }
    }

    /// <summary>The client, by its name or by the name of the variable that holds it.</summary>
    private static ContainerClient? ClientAt(CommandLaunch launch) =>
        launch.Program is { } program ? ContainerClient.FromProgram(program)
        : launch.Words[launch.Index].Variable is string variable && variable.Length > 1 && variable[0] == '$' ? TellingNames.ClientInVariable(variable.Substring(1))
        : null;

    private void Run(ContainerClient client, IReadOnlyList<CommandWord> words, int index, string? engine)
    {
        var reading = new ClientReader(_place).Read(client, words, index, index + 1);
        Perform(reading, engine);
        _output = new ShellOutput(reading.Prints);
        if (reading.Operations.Count == 0 && words.Skip(index + 1).Any(word => word.Text is "run" or "exec"))
        {
            RunInContainer(words, index);
        }
    }

    /// <summary>A client, or a shell, that runs in a container: with the engine's socket it talks to this engine, else to one of its own.</summary>
    private void RunInContainer(IReadOnlyList<CommandWord> words, int index)
    {
        for (var i = index + 2; i < words.Count; i++)
        {
            if (words[i].Text is { } text && (ContainerClient.FromProgram(text) is not null || ShellGrammar.ByName.ContainsKey(text)))
            {
                var sharesEngine = words.Take(i).Any(word => word.ToString().Contains("docker.sock"));
                InNewShell(sharesEngine ? null : "a container", () => RunProgram(words, i, engine: null));
                return;
            }
        }
    }

    /// <summary>What stands behind the two dashes runs in a pod, with the engine that it finds there.</summary>
    private void RunInPod(IReadOnlyList<CommandWord> words, int index)
    {
        var command = words.Skip(index).SkipWhile(word => word.Text != "--").Skip(1).ToArray();
        if (command.Length > 0)
        {
            InNewShell("a pod", () => RunProgram(command, index: 0, engine: null));
        }
    }

    private void Run(string program, IReadOnlyList<CommandWord> words, int index)
    {
        switch (program)
        {
            case CurlReader.Program:
                Perform(new CommandReading([.. CurlReader.Read(words, index + 1, new ClientReader(_place).SpanOf(words, index))], []), engine: null);
                break;
            case "ssh":
                RunRemote(words, index);
                break;
            case "kubectl" or "oc" when words.Any(word => word.Text == "exec"):
                RunInPod(words, index);
                break;
            case "parallel":
                RunParallel(words, index);
                break;
            case "find":
                RunFound(words, index);
                break;
            case "watch":
                var watched = ParsedWords.UpToOperand(words, index + 1, ScriptOptions).End;
                InNewShell(host: null, () => RunScript(JoinWords(words.Skip(watched)), ShellDialect.Posix));
                break;
            case "su" or "runuser" or "script":
                RunOption(words, index);
                break;
            case "tail" when words.Any(word => word.KnownStart.StartsWith("--pid", StringComparison.Ordinal)):
                WaitForAll();
                break;
            case "awk" or "cut" or "sed" or "tr" or "head" or "tail" or "sort" or "uniq" or "grep" or "egrep" or "tac" or "shuf" or "tee":
                _output = OutputFilter.Apply(_input, program, words.Skip(index + 1));
                break;
            case "mkdir" when FoldersOf(words, index, "-m") is [var made] && _fate == Fate.Tested:
                Hold(made, isShared: false);
                break;
            case "rmdir" or "rm":
                foreach (var removed in FoldersOf(words, index))
                {
                    Release(removed);
                }

                break;
            case "kill" or "pkill" or "killall":
                Kill(jobs: null);
                break;
            default:
                RunOther(program, words, index);
                break;
        }
    }

    /// <summary>The operands of a command on folders. One that a script makes and asks whether it could is a lock, until it is removed.</summary>
    private static string[] FoldersOf(IReadOnlyList<CommandWord> words, int index, params string[] optionsWithValue) =>
        words.Skip(index + 1).Any(word => word.KnownStart.StartsWith("-p", StringComparison.Ordinal) || word.Text == "--parents")
            ? []
            : [.. words.Skip(index + 1).Where((word, i) => !word.KnownStart.StartsWith("-", StringComparison.Ordinal) && !optionsWithValue.Contains(words[index + i].Text)).Select(NameOf)];

    private void RunOther(string program, IReadOnlyList<CommandWord> words, int index)
    {
        if (ShellGrammar.ByName.TryGetValue(program, out var shell))
        {
            if (shell.FindScript(words, index + 1) is { } script)
            {
                InNewShell(host: null, () => RunScript(script, shell.Dialect));
            }
            else if (_input.Text is { } text && ReadsItsInput(words, index))
            {
                InNewShell(host: null, () => RunScript(text, shell.Dialect));
            }
        }
        else if (_functions.TryGetValue(program, out var function))
        {
            Call(function, [.. words.Skip(index + 1)]);
        }
        else if (program.Contains('_') && TellingNames.ClientIn(program) is { } client && TellingNames.IsOne(program))
        {
            // "run_podman 125 commit web": the exit code that a test expects stands first. What has to fail does nothing.
            var code = index + 1 < words.Count && words[index + 1].Text is { Length: > 0 } text && (text == "?" || text.All(char.IsDigit)) ? text : null;
            if (code is null or "?" or "0")
            {
                Run(client, [words[index], .. words.Skip(index + (code is null ? 1 : 2))], index: 0, engine: null);
            }
        }
        else if (TellingNames.IsOne(program) || program is "retry" or "try" or "travis_retry" or "quiet" or "silent")
        {
            RunNamed(words, index);
        }
    }

    /// <summary>A shell without a file takes its commands from its input; what follows <c>-s</c> are operands.</summary>
    private static bool ReadsItsInput(IReadOnlyList<CommandWord> words, int index) =>
        words.Skip(index + 1).All(word => word.KnownStart.StartsWith("-", StringComparison.Ordinal)) || words.Skip(index + 1).Any(word => word.Text is "-s" or "-");

    /// <summary>A command whose function is out of sight, but whose name says that it runs what it is given.</summary>
    private void RunNamed(IReadOnlyList<CommandWord> words, int index)
    {
        for (var i = index + 1; i < words.Count; i++)
        {
            if (words[i].Text is not { } text)
            {
                continue;
            }

            if (ContainerClient.FromProgram(text) is not null || LauncherGrammar.ByName.ContainsKey(text))
            {
                RunProgram(words, i, engine: null);
                return;
            }

            if (text.Split(' ') is [var first, _, ..] && (ContainerClient.FromProgram(first) is not null || LauncherGrammar.ByName.ContainsKey(first)))
            {
                RunScript(words[i].Parts, ShellDialect.Posix);
                return;
            }
        }
    }

    private void RunRemote(IReadOnlyList<CommandWord> words, int index)
    {
        var host = ParsedWords.UpToOperand(words, index + 1, SshOptions).End;
        if (host >= words.Count)
        {
            return;
        }

        var command = ParsedWords.UpToOperand(words, host + 1, SshOptions).End;
        var script = command < words.Count ? JoinWords(words.Skip(command)) : _input.Text;
        if (script is not null)
        {
            InNewShell("ssh " + NameOf(words[host]), () => RunScript(script, ShellDialect.Posix));
        }
    }

    /// <summary><c>find … -exec docker rmi {} \;</c></summary>
    private void RunFound(IReadOnlyList<CommandWord> words, int index)
    {
        for (var i = index + 1; i < words.Count; i++)
        {
            if (words[i].Text is "-exec" or "-execdir" or "-ok" or "-okdir")
            {
                var command = words.Skip(i + 1).TakeWhile(word => word.Text is not (";" or "+")).ToArray();
                if (command.Length > 0)
                {
                    RunProgram([.. AppendedOperands.Replacing(command, "{}")], index: 0, engine: null);
                }

                i += command.Length + 1;
            }
        }
    }

    /// <summary>GNU parallel: its words are a shell's line, its input fills the placeholder or comes behind.</summary>
    private void RunParallel(IReadOnlyList<CommandWord> words, int index)
    {
        var options = ParsedWords.UpToOperand(words, index + 1, ParallelOptions);
        var command = words.Skip(options.End).TakeWhile(word => word.Text is not (":::" or "::::" or ":::+")).ToArray();
        if (command.Length == 0)
        {
            return;
        }

        var filled = AppendedOperands.Replacing(command, "{}").ToArray();
        if (filled.SequenceEqual(command))
        {
            filled = [.. command, CommandWord.Hole(HoleExtent.WithinWord, span: null, MeaningOf(_input.Line))];
        }

        options.State(OptionMeaning.Parallel, out var jobs);
        void RunOne() => InNewShell(host: null, () => RunScript(JoinWords(filled), ShellDialect.Posix));
        if (jobs?.Value?.Text == "1")
        {
            RunOne();
        }
        else
        {
            RunSeveralAtOnce(RunOne, "parallel");
        }
    }

    private void RunOption(IReadOnlyList<CommandWord> words, int index)
    {
        ParsedWords.All(words, index + 1, ScriptOptions, optionsEndAtOperand: false).State(OptionMeaning.Script, out var option);
        if (option?.Value is { } script)
        {
            InNewShell(host: null, () => RunScript(script.Parts, ShellDialect.Posix));
        }
    }
}
