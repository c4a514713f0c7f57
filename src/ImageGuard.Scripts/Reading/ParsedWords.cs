using ImageGuard.Model;

namespace ImageGuard.Scripts;

/// <summary>The words of a command sorted into options and operands, as the clients' own parsers do (getopt's long options, no abbreviations).</summary>
internal sealed class ParsedWords
{
    private readonly IReadOnlyList<CommandWord> _words;
    private readonly CommandNode _node;
    private int _index;

    private ParsedWords(IReadOnlyList<CommandWord> words, int index, CommandNode node)
    {
        _words = words;
        _index = index;
        _node = node;
    }

    public List<ParsedOption> Options { get; } = [];

    public List<CommandWord> Operands { get; } = [];

    /// <summary>The index of the first word that was not read.</summary>
    public int End => _index;

    /// <summary>Reads options up to the first operand.</summary>
    public static ParsedWords UpToOperand(IReadOnlyList<CommandWord> words, int index, CommandNode node)
    {
        var parsed = new ParsedWords(words, index, node);
        var isOption = true;
        var optionsEnded = false;
        while (isOption && !optionsEnded && parsed._index < words.Count)
        {
            isOption = parsed.TryReadOption(out optionsEnded);
        }

        return parsed;
    }

    /// <summary>Reads all words.</summary>
    public static ParsedWords All(IReadOnlyList<CommandWord> words, int index, CommandNode node, bool optionsEndAtOperand)
    {
        var parsed = new ParsedWords(words, index, node);
        var optionsEnded = false;
        while (parsed._index < words.Count)
        {
            if (!optionsEnded && parsed.TryReadOption(out optionsEnded))
            {
                continue;
            }

            parsed.Operands.Add(words[parsed._index++]);
            optionsEnded |= optionsEndAtOperand;
        }

        return parsed;
    }

    /// <summary>Whether an option of that meaning is in force.</summary>
    public Certainty State(OptionMeaning meaning) => State(meaning, out _);

    /// <summary>Whether an option of that meaning is in force: the last one decides, and one that may be missing leaves it open.</summary>
    /// <param name="meaning">The meaning.</param>
    /// <param name="cause">The last option that speaks for it.</param>
    public Certainty State(OptionMeaning meaning, out ParsedOption? cause)
    {
        var state = Certainty.No;
        cause = null;
        foreach (var option in Options)
        {
            if (option.Grammar.Meaning == meaning)
            {
                var isOn = option.IsOn;
                state = option.Presence == Certainty.Certain || isOn == state ? isOn : Certainty.Possible;
                cause = isOn == Certainty.No ? cause : option;
            }
        }

        return state;
    }

    private bool TryReadOption(out bool endsOptions)
    {
        var word = _words[_index];
        var text = word.KnownStart;
        endsOptions = false;
        if (text.Length == 0 || text[0] != '-' || word.Text == "-")
        {
            return false;
        }

        _index++;
        if (word.Text == "--")
        {
            endsOptions = true;
        }
        else if (text.StartsWith("--", StringComparison.Ordinal))
        {
            ReadLongOption(word, text);
        }
        else
        {
            ReadLetters(word, text);
        }

        return true;
    }

    private void ReadLongOption(CommandWord word, string text)
    {
        var equals = text.IndexOf('=');
        var name = text.Substring(2, (equals < 0 ? text.Length : equals) - 2);
        if (_node.Option(name) is not { } option)
        {
            return;
        }

        var value = equals >= 0 ? word.From(equals + 1)
            : word.HasHole ? word.From(text.Length)
            : option.Value == OptionValue.Required ? TakeNext()
            : null;
        Options.Add(new ParsedOption(option, word, Start: 0, value, word.Presence));
    }

    /// <summary>Letters after one dash: switches, at most the last of which takes the rest, or the next word, as its value.</summary>
    private void ReadLetters(CommandWord word, string text)
    {
        for (var i = 1; i < text.Length; i++)
        {
            if (_node.Option(text[i]) is not { } option)
            {
                // What an unknown letter takes with it cannot be told.
                return;
            }

            var value = ValueOfLetter(option, word, text, i);
            var endsWord = value is not null || i == text.Length - 1;
            Options.Add(new ParsedOption(option, word, Start: i == 1 && endsWord ? 0 : i, value, word.Presence));
            if (endsWord)
            {
                return;
            }
        }
    }

    private CommandWord? ValueOfLetter(OptionGrammar option, CommandWord word, string text, int letter)
    {
        var rest = letter + 1;
        if (rest < text.Length)
        {
            return text[rest] == '=' ? word.From(rest + 1)
                : option.Value == OptionValue.Required ? word.From(rest)
                : null;
        }

        return word.HasHole ? word.From(rest)
            : option.Value == OptionValue.Required ? TakeNext()
            : null;
    }

    private CommandWord? TakeNext() => _index < _words.Count ? _words[_index++] : null;
}
