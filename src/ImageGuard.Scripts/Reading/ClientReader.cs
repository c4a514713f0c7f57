using ImageGuard.Model;

namespace ImageGuard.Scripts;

/// <summary>Reads a command of a client: which one it is, with which options and operands.</summary>
/// <param name="place">Where the command stands, for what has no position of its own.</param>
internal sealed class ClientReader(SourceSpan place)
{
    /// <summary>Reads a command.</summary>
    /// <param name="client">The client.</param>
    /// <param name="words">The command's words.</param>
    /// <param name="start">The index of the first word that belongs to the command.</param>
    /// <param name="index">The index of the first word behind the client.</param>
    public CommandReading Read(ContainerClient client, IReadOnlyList<CommandWord> words, int start, int index)
    {
        CommandWord? engine = null;
        if (FindCommand(client, words, ref index, ref engine) is not { Command: { } command } node)
        {
            return CommandReading.Nothing;
        }

        var parsed = ParsedWords.All(words, index, node, client.OptionsEndAtOperand);
        if (parsed.State(OptionMeaning.DoesNothing) == Certainty.Certain)
        {
            return CommandReading.Nothing;
        }

        var facts = new CommandFacts($"{client.Name} {node.Path}", command, parsed, SpanOf(words, start));
        var operations = new List<ImageOperation>();
        if (command.Kind is { } kind && facts.IsAboutImages)
        {
            operations.Add(facts.ToOperation(kind));
        }

        operations.AddRange(parsed.Options
            .Where(option => option.Grammar.Adds is not null && option.IsOn != Certainty.No)
            .Select(option => facts.ToAddedOperation(option.Grammar.Adds!.Value)));
        return new CommandReading(operations, command.RemovesContainers ? [facts.ToContainerRemoval()] : [])
        {
            Engine = engine?.ToString(),
            Prints = facts.Prints,
            IsService = command.Kind is null && !command.RemovesContainers,
        };
    }

    /// <summary>From the first word of a command to its last.</summary>
    public SourceSpan SpanOf(IReadOnlyList<CommandWord> words, int start)
    {
        SourceSpan? span = null;
        for (var i = start; i < words.Count; i++)
        {
            span = span.Hull(words[i].Span);
        }

        return span ?? place;
    }

    /// <summary>Goes down the client's tree: options of the client, a group, options of the group, the command.</summary>
    private static CommandNode? FindCommand(ContainerClient client, IReadOnlyList<CommandWord> words, ref int index, ref CommandWord? engine)
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

            options.State(OptionMeaning.Engine, out var chosen);
            engine = chosen?.Value ?? engine;
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
