using ImageGuard.Model;

namespace ImageGuard.Scripts;

/// <summary>
/// Reads command lines of the container clients, and of curl on an engine's API, into operations on images. Recognises the programs behind paths,
/// behind programs that launch others (<c>sudo</c>, <c>xargs</c>), and in what a shell is given to run (<c>sh -c "…"</c>).
/// </summary>
public sealed class CommandReader
{
    /// <summary>How deep shells within shells are followed.</summary>
    private const int MaxShells = 4;

    /// <summary>How many launchers before a command are followed.</summary>
    private const int MaxLaunchers = 8;

    private readonly List<ImageOperation> _operations = [];
    private readonly List<ContainerRemoval> _containerRemovals = [];
    private readonly SourceSpan _place;

    private CommandReader(SourceSpan place) => _place = place;

    /// <summary>Reads a command: the program and its arguments.</summary>
    /// <param name="words">The words; the first names the program.</param>
    /// <param name="place">Where the command stands, for what has no position of its own.</param>
    public static CommandReading Read(IReadOnlyList<CommandWord> words, SourceSpan place)
    {
        var reader = new CommandReader(place);
        reader.ReadCommand(words, index: 0, shells: 0);
        return reader.Result;
    }

    /// <summary>Reads the arguments of a client that is known otherwise: a wrapper adds the program's name, a variable holds it.</summary>
    /// <param name="client">The client.</param>
    /// <param name="arguments">The words behind the program's name.</param>
    /// <param name="place">Where the command stands, for what has no position of its own.</param>
    public static CommandReading ReadArguments(ContainerClient client, IReadOnlyList<CommandWord> arguments, SourceSpan place)
    {
        var reader = new CommandReader(place);
        reader.ReadClient(client, arguments, start: 0, index: 0);
        return reader.Result;
    }

    /// <summary>Reads the command line of a shell, with all its commands.</summary>
    /// <param name="script">The line: known stretches and holes.</param>
    /// <param name="dialect">Whose line it is.</param>
    /// <param name="place">Where it stands, for what has no position of its own.</param>
    public static CommandReading ReadScript(IReadOnlyList<CommandPart> script, ShellDialect dialect, SourceSpan place)
    {
        var reader = new CommandReader(place);
        reader.ReadScript(script, dialect, shells: 0);
        return reader.Result;
    }

    private CommandReading Result =>
        _operations.Count == 0 && _containerRemovals.Count == 0 ? CommandReading.Nothing : new(_operations, _containerRemovals);

    private void ReadCommand(IReadOnlyList<CommandWord> words, int index, int shells)
    {
        for (var launchers = 0; launchers <= MaxLaunchers; launchers++)
        {
            while (index < words.Count && Assignment.Is(words[index]))
            {
                index++;
            }

            if (index == words.Count || ProgramName.Of(words[index]) is not { } program)
            {
                return;
            }

            if (ContainerClient.FromProgram(program) is { } client)
            {
                ReadClient(client, words, start: index, index + 1);
                return;
            }

            if (program == CurlReader.Program)
            {
                _operations.AddRange(CurlReader.Read(words, index + 1, SpanOf(words, index)));
                return;
            }

            if (ShellGrammar.ByName.TryGetValue(program, out var shell))
            {
                ReadShell(shell, words, index + 1, shells + 1);
                return;
            }

            if (!LauncherGrammar.ByName.TryGetValue(program, out var launcher) || !TryLaunch(launcher, ref words, ref index))
            {
                return;
            }
        }
    }

    /// <summary>Goes on to the command that a launcher runs.</summary>
    private static bool TryLaunch(LauncherGrammar launcher, ref IReadOnlyList<CommandWord> words, ref int index)
    {
        var options = ParsedWords.UpToOperand(words, index + 1, launcher.Options);
        if (options.State(OptionMeaning.DoesNothing) == Certainty.Certain)
        {
            return false;
        }

        index = options.End + launcher.OwnOperands;
        if (launcher.AppendsOperands)
        {
            words = AppendedOperands.To(words.Skip(index), options);
            index = 0;
        }

        return index < words.Count;
    }

    private void ReadShell(ShellGrammar shell, IReadOnlyList<CommandWord> words, int index, int shells)
    {
        if (shells <= MaxShells && shell.FindScript(words, index) is { } script)
        {
            ReadScript(script, shell.Dialect, shells);
        }
    }

    private void ReadScript(IReadOnlyList<CommandPart> script, ShellDialect dialect, int shells)
    {
        foreach (var command in ShellSplitter.Split(script, dialect))
        {
            var index = 0;
            while (index < command.Words.Count && command.Words[index].Text is { } word && ShellGrammar.ReservedWords.Contains(word))
            {
                index++;
            }

            ReadCommand(command.Words, index, shells);
        }
    }

    private void ReadClient(ContainerClient client, IReadOnlyList<CommandWord> words, int start, int index)
    {
        if (FindCommand(client, words, ref index) is not { Command: { } command } node)
        {
            return;
        }

        var parsed = ParsedWords.All(words, index, node, client.OptionsEndAtOperand);
        if (parsed.State(OptionMeaning.DoesNothing) == Certainty.Certain)
        {
            return;
        }

        var facts = new CommandFacts($"{client.Name} {node.Path}", command, parsed, SpanOf(words, start));
        if (command.RemovesContainers)
        {
            _containerRemovals.Add(facts.ToContainerRemoval());
        }

        if (command.Kind is { } kind && facts.IsAboutImages)
        {
            _operations.Add(facts.ToOperation(kind));
        }

        foreach (var option in parsed.Options)
        {
            if (option.Grammar.Adds is { } added && option.IsOn != Certainty.No)
            {
                _operations.Add(facts.ToAddedOperation(added));
            }
        }
    }

    /// <summary>From the first word of a command to its last.</summary>
    private SourceSpan SpanOf(IReadOnlyList<CommandWord> words, int start)
    {
        SourceSpan? span = null;
        for (var i = start; i < words.Count; i++)
        {
            span = span.Hull(words[i].Span);
        }

        return span ?? _place;
    }

    /// <summary>Goes down the client's tree: options of the client, a group, options of the group, the command.</summary>
    private static CommandNode? FindCommand(ContainerClient client, IReadOnlyList<CommandWord> words, ref int index)
    {
        var node = client.Root;
        while (node.Command is null)
        {
            var options = ParsedWords.UpToOperand(words, index, node);
            index = options.End;
            if (index == words.Count || options.State(OptionMeaning.DoesNothing) == Certainty.Certain)
            {
                return null;
            }

            if (words[index].Text is { } name)
            {
                if (node.Child(name) is not { } child)
                {
                    return null;
                }

                node = child;
            }
            else if (!words[index].MayBeSeveral)
            {
                return null;
            }

            // A hole that may be several words, where a command is due, is taken for options in a variable.
            index++;
        }

        return node;
    }
}
