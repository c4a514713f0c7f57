namespace ImageGuard.Scripts;

/// <summary>
/// Splits an arguments string into words as .NET does for a new process on Unix, and as the C runtime does on Windows: blanks separate,
/// double quotes hold together, a doubled quote within quotes is one, and backslashes escape only before a quote.
/// </summary>
public static class ArgumentSplitter
{
    /// <summary>Splits an arguments string.</summary>
    /// <param name="arguments">The string: known stretches and holes.</param>
    public static IReadOnlyList<CommandWord> Split(IReadOnlyList<CommandPart> arguments)
    {
        var words = new List<CommandWord>();
        var word = new WordBuilder();
        var reader = new PartReader(arguments);
        var quoted = false;
        while (!reader.AtEnd)
        {
            if (reader.AtHole)
            {
                word.AppendHole(quoted ? reader.Part.Quoted() : reader.Part);
                reader.Advance();
                continue;
            }

            switch (reader.Current)
            {
                case ' ' or '\t' when !quoted:
                    EndWord(words, word);
                    reader.Advance();
                    break;
                case '\\':
                    ReadBackslashes(ref reader, word);
                    break;
                case '"' when quoted && reader.Next == '"':
                    var first = reader.Span;
                    reader.Advance();
                    word.Cover(first);
                    word.AppendEscaped(reader, first);
                    reader.Advance();
                    break;
                case '"':
                    quoted = !quoted;
                    word.Cover(reader.Span);
                    reader.Advance();
                    break;
                default:
                    word.Append(reader);
                    reader.Advance();
                    break;
            }
        }

        EndWord(words, word);
        return words;
    }

    /// <summary>Before a quote each pair of backslashes is one, and one left over makes the quote a character; elsewhere they are plain.</summary>
    private static void ReadBackslashes(ref PartReader reader, WordBuilder word)
    {
        var end = reader;
        var count = 0;
        while (end.Current == '\\')
        {
            end.Advance();
            count++;
        }

        if (end.Current != '"')
        {
            for (; count > 0; count--, reader.Advance())
            {
                word.Append(reader);
            }

            return;
        }

        for (; count > 0; count -= 2)
        {
            var escape = reader.Span;
            word.Cover(escape);
            reader.Advance();
            word.AppendEscaped(reader, escape);
            reader.Advance();
        }
    }

    private static void EndWord(List<CommandWord> words, WordBuilder word)
    {
        if (word.HasWord)
        {
            words.Add(word.Take());
        }
    }
}
