using ImageGuard.Model;
using ImageGuard.Scripts.Shell;

namespace ImageGuard.Scripts.Running;

/// <content>What the shell does itself.</content>
internal sealed partial class ShellWalker
{
    private bool TryRunBuiltin(SimpleCommand command, List<CommandWord> words)
    {
        switch (words[0].Text)
        {
            case "eval":
                RunScript(JoinWords(words.Skip(1)), ShellDialect.Posix);
                return true;
            case "trap":
                SetTrap(words);
                return true;
            case "set":
                SetOptions(words);
                return true;
            case "shift":
                _state.Operands = words.Count == 1 && _state.Operands is { Count: > 0 } operands && !operands[0].MayBeSeveral ? [.. operands.Skip(1)] : null;
                return true;
            case "unset":
                foreach (var name in words.Skip(1).Select(word => word.Text).OfType<string>())
                {
                    _state.Variables[name] = new ShellValue([], Elements: null, NewIdentity());
                }

                return true;
            case "wait":
                Wait(command, words);
                return true;
            case "kill":
                Kill(JobsOf(command));
                return true;
            case "fg":
                Complete(JobsOf(command));
                return true;
            case "jobs":
                WaitForSome();
                return true;
            case "read" or "mapfile" or "readarray":
                Read(words);
                return true;
            case "break" or "continue":
                _state.End = WayEnd.Loop;
                return true;
            case "return":
                _state.End = WayEnd.Function;
                return true;
            case "exit":
                _state.End = WayEnd.Script;
                return true;
            case "exec" when words.Count == 1:
                return true;
            case "exec":
                RunProgram(words, index: 0, engine: null);
                _state.End = WayEnd.Script;
                return true;
            case "echo" or "printf":
                Print(words);
                return true;
            case "cat" when words.Count == 1 || words[1].Text == "-":
                _output = _input;
                return true;
            case "which" or "type" or "command" when words is [_, .., { Text: { } program }] && (words.Count == 2 ? words[0].Text == "which" : words[1].Text is "-v" or "-p" or "-P"):
                _output = new ShellOutput(OutputLine.Unknown, [CommandPart.Known(program, words[words.Count - 1].Span)]);
                return true;
            default:
                return false;
        }
    }

    private void SetTrap(List<CommandWord> words)
    {
        var first = words.Count > 1 && words[1].Text == "--" ? 2 : 1;
        if (words.Count - first < 2)
        {
            return;
        }

        foreach (var signal in words.Skip(first + 1).Select(word => word.Text).OfType<string>())
        {
            if (words[first].Text is "-" or "")
            {
                _traps.Remove(signal);
                continue;
            }

            _traps[signal] = words[first].Parts;
            _state.StopsAtFailure |= signal == "ERR";
        }
    }

    private void SetOptions(List<CommandWord> words)
    {
        for (var i = 1; i < words.Count; i++)
        {
            var text = words[i].KnownStart;
            if (text == "--")
            {
                _state.Operands = [.. words.Skip(i + 1)];
                return;
            }

            if (text.Length < 2 || text[0] is not ('-' or '+'))
            {
                _state.Operands = [.. words.Skip(i)];
                return;
            }

            var isOn = text[0] == '-';
            if (text.IndexOf('e') > 0)
            {
                _state.StopsAtFailure = isOn;
            }

            if (text[text.Length - 1] == 'o' && i + 1 < words.Count)
            {
                var option = words[++i].Text;
                _state.StopsAtFailure = option == "errexit" ? isOn : _state.StopsAtFailure;
                _state.HasPipefail = option == "pipefail" ? isOn : _state.HasPipefail;
            }
        }
    }

    private void Wait(SimpleCommand command, List<CommandWord> words)
    {
        if (words.Any(word => word.KnownStart.StartsWith("-", StringComparison.Ordinal) && word.KnownStart.IndexOf('n') > 0))
        {
            WaitForSome();
            return;
        }

        Complete(words.Count == 1 ? null : JobsOf(command));
    }

    /// <summary>The jobs that a command names; null where it cannot be told which.</summary>
    private Job[]? JobsOf(SimpleCommand command) =>
        command.Words.Skip(1).SelectMany(JobsIn).Distinct().ToArray() is { Length: > 0 } jobs ? jobs : null;

    private void Read(List<CommandWord> words)
    {
        var names = words.Skip(1).Select(word => word.Text).OfType<string>().Where(name => name.Length > 0 && (name[0] == '_' || char.IsLetter(name[0]))).ToArray();
        var meaning = names.Length == 1 ? MeaningOf(_input.Line) : ImageOperandKind.Unknown;
        foreach (var name in names)
        {
            var value = ShellValue.Unknown(NewIdentity(), meaning);
            _state.Variables[name] = words[0].Text == "read" ? value : value with { Elements = [CommandWord.Hole(HoleExtent.AnyWords, span: null, meaning)] };
        }
    }

    private void Print(List<CommandWord> words)
    {
        var operands = words.Skip(1).SkipWhile(word => word.Text is "-n" or "-e" or "-ne" or "-en" or "--").ToArray();
        var isFormat = words[0].Text == "printf" && operands.Any(word => word.ToString().IndexOfAny(['%', '\\']) >= 0);
        _output = isFormat ? ShellOutput.Unknown : new ShellOutput(LineOf([.. operands.SelectMany(word => word.Parts)]), [.. JoinWords(operands)]);
    }
}
