using ImageGuard.Model;
using ImageGuard.Scripts.Running;

namespace ImageGuard.Scripts;

/// <summary>
/// Reads command lines of the container clients, and of curl on an engine's API, into operations on images. Recognises the programs behind paths,
/// behind programs that launch others (<c>sudo</c>, <c>xargs</c>), and in what a shell is given to run (<c>sh -c "…"</c>).
/// What another host is asked to do is left out.
/// </summary>
public static class CommandReader
{
    /// <summary>Reads a command: the program and its arguments.</summary>
    /// <param name="words">The words; the first names the program.</param>
    /// <param name="place">Where the command stands, for what has no position of its own.</param>
    public static CommandReading Read(IReadOnlyList<CommandWord> words, SourceSpan place)
    {
        if (!words.Any(word => word.Parts.Any(part => part.Text is { } text && ContainerCommands.IsAnyIn(text))))
        {
            return CommandReading.Nothing;
        }

        var operations = new Operations();
        ShellWalker.WalkCommand(words, operations, place);
        return operations.Reading;
    }

    /// <summary>Reads the arguments of a client that is known otherwise: a wrapper adds the program's name, a variable holds it.</summary>
    /// <param name="client">The client.</param>
    /// <param name="arguments">The words behind the program's name.</param>
    /// <param name="place">Where the command stands, for what has no position of its own.</param>
    public static CommandReading ReadArguments(ContainerClient client, IReadOnlyList<CommandWord> arguments, SourceSpan place) =>
        new ClientReader(place).Read(client, arguments, start: 0, index: 0);

    /// <summary>Reads the command line of a shell, with all its commands.</summary>
    /// <param name="script">The line: known stretches and holes.</param>
    /// <param name="dialect">Whose line it is.</param>
    /// <param name="place">Where it stands, for what has no position of its own.</param>
    public static CommandReading ReadScript(IReadOnlyList<CommandPart> script, ShellDialect dialect, SourceSpan place)
    {
        var operations = new Operations();
        ShellWalker.WalkLine(script, dialect, operations, place);
        return operations.Reading;
    }

    /// <summary>Takes the operations, and leaves it to others to judge them.</summary>
    private sealed class Operations : IShellFindings
    {
        private readonly List<ImageOperation> _operations = [];
        private readonly List<ContainerRemoval> _removals = [];

        public CommandReading Reading => _operations.Count + _removals.Count == 0 ? CommandReading.Nothing : new(_operations, _removals);

        public void Operation(ImageOperation operation, bool isElsewhere)
        {
            if (!isElsewhere)
            {
                _operations.Add(operation);
            }
        }

        public void ContainerRemoval(ContainerRemoval removal, bool isElsewhere)
        {
            if (!isElsewhere)
            {
                _removals.Add(removal);
            }
        }

        public void Overlap(Rule rule, Flight earlier, ImageOperation later)
        {
        }

        public void NotAwaited(Flight flight, string reason, SourceSpan? use)
        {
        }

        public void Add(Finding finding, SourceSpan? related)
        {
        }
    }
}
