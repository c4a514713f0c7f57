namespace ImageGuard.Scripts;

/// <summary>A word of a client's command tree: the client itself, a group such as <c>image</c>, or a command such as <c>rmi</c>.</summary>
internal sealed class CommandNode
{
    private static readonly OptionGrammar Help = new("-h, --help", OptionMeaning.DoesNothing);

    private readonly CommandNode? _parent;
    private readonly Dictionary<string, CommandNode> _children = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OptionGrammar> _longOptions = new(StringComparer.Ordinal);
    private readonly Dictionary<char, OptionGrammar> _shortOptions = [];

    private CommandNode(CommandNode? parent, string path)
    {
        _parent = parent;
        Path = path;
    }

    /// <summary>The words that lead to it: <c>image rm</c>.</summary>
    public string Path { get; }

    /// <summary>The command that the word names; null for a group.</summary>
    public CommandGrammar? Command { get; private set; }

    /// <summary>Makes the tree from its rows.</summary>
    /// <param name="commands">The commands.</param>
    /// <param name="groupOptions">The options of the client (key "") and of its groups.</param>
    public static CommandNode Root(IEnumerable<CommandGrammar> commands, IReadOnlyDictionary<string, OptionGrammar[]> groupOptions)
    {
        var root = new CommandNode(parent: null, path: "");
        foreach (var group in groupOptions)
        {
            root.Descend(group.Key).Add(group.Value);
        }

        foreach (var command in commands)
        {
            foreach (var name in command.Names)
            {
                var node = root.Descend(name);
                node.Command = command;
                node.Add(command.Options);
            }
        }

        return root;
    }

    /// <summary>A node of options alone, for a program without subcommands.</summary>
    public static CommandNode Leaf(IEnumerable<OptionGrammar> options)
    {
        var node = new CommandNode(parent: null, path: "");
        node.Add(options);
        return node;
    }

    public CommandNode? Child(string name) => _children.TryGetValue(name, out var child) ? child : null;

    /// <summary>
    /// The option of that name, of the command itself or else of a group above it: some clients take global options anywhere, and from the others
    /// a misplaced one is an error.
    /// </summary>
    public OptionGrammar? Option(string longName)
    {
        for (var node = this; node is not null; node = node._parent)
        {
            if (node._longOptions.TryGetValue(longName, out var option))
            {
                return option;
            }
        }

        return longName == Help.LongName ? Help : null;
    }

    /// <inheritdoc cref="Option(string)"/>
    public OptionGrammar? Option(char shortName)
    {
        for (var node = this; node is not null; node = node._parent)
        {
            if (node._shortOptions.TryGetValue(shortName, out var option))
            {
                return option;
            }
        }

        return shortName == Help.ShortName ? Help : null;
    }

    private CommandNode Descend(string path)
    {
        var node = this;
        foreach (var name in path.Split([' '], StringSplitOptions.RemoveEmptyEntries))
        {
            if (!node._children.TryGetValue(name, out var child))
            {
                node._children[name] = child = new CommandNode(node, node._parent is null ? name : node.Path + " " + name);
            }

            node = child;
        }

        return node;
    }

    private void Add(IEnumerable<OptionGrammar> options)
    {
        foreach (var option in options)
        {
            if (option.LongName is { } longName)
            {
                _longOptions[longName] = option;
            }

            if (option.ShortName is { } shortName)
            {
                _shortOptions[shortName] = option;
            }
        }
    }
}
