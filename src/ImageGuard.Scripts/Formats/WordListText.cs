namespace ImageGuard.Scripts.Formats;

/// <summary>Writes words that a format keeps apart (an exec form, a list) as a command line that a shell would split into the same words.</summary>
internal static class WordListText
{
    /// <summary>The command line.</summary>
    public static IEnumerable<CommandPart> Of(IEnumerable<IReadOnlyList<CommandPart>> words) =>
        words.SelectMany(word => Quoted(word).Append(CommandPart.Known(" ")));

    /// <summary>A word in quotes, which take no room in the file: what touches there touches still.</summary>
    private static IEnumerable<CommandPart> Quoted(IReadOnlyList<CommandPart> word)
    {
        if (word.Count == 0)
        {
            return [CommandPart.Known("''")];
        }

        var (first, last) = (word[0].Span, word[word.Count - 1].Span);
        return word.SelectMany(QuotesEscaped)
            .Prepend(CommandPart.Known("'", first is { } start ? start with { Length = 0 } : null))
            .Append(CommandPart.Known("'", last is { } end ? end with { Start = end.Start + end.Length, Length = 0 } : null));
    }

    private static IEnumerable<CommandPart> QuotesEscaped(CommandPart part)
    {
        var start = 0;
        for (var quote = IndexOfQuote(part, 0); quote >= 0; quote = IndexOfQuote(part, start))
        {
            yield return part.Slice(start, quote - start);
            yield return CommandPart.Known("'\\''", part.SpanOf(quote, 1));
            start = quote + 1;
        }

        yield return part.IsHole ? part : part.Slice(start, part.Text!.Length - start);
    }

    private static int IndexOfQuote(CommandPart part, int start) => part.Text?.IndexOf('\'', start) ?? -1;
}
