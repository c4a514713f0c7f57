using ImageGuard.Model;

namespace ImageGuard.Scripts;

/// <summary>What xargs makes of a command: its input becomes further words, or takes the place of a placeholder.</summary>
internal static class AppendedOperands
{
    private const string DefaultPlaceholder = "{}";

    public static IReadOnlyList<CommandWord> To(IEnumerable<CommandWord> command, ParsedWords options)
    {
        if (options.State(OptionMeaning.Placeholder, out var option) == Certainty.No)
        {
            return [.. command, CommandWord.Hole(HoleExtent.AnyWords)];
        }

        var placeholder = option?.Value is { Text: { Length: > 0 } text } ? text : DefaultPlaceholder;
        return [.. command.Select(word => Fill(word, placeholder))];
    }

    private static CommandWord Fill(CommandWord word, string placeholder) =>
        word.Parts.Any(part => part.Text?.Contains(placeholder) == true)
            ? new CommandWord([.. word.Parts.SelectMany(part => Fill(part, placeholder))], word.Span)
            : word;

    private static IEnumerable<CommandPart> Fill(CommandPart part, string placeholder)
    {
        if (part.Text is not { } text)
        {
            yield return part;
            yield break;
        }

        var start = 0;
        for (int found; (found = text.IndexOf(placeholder, start, StringComparison.Ordinal)) >= 0; start = found + placeholder.Length)
        {
            if (found > start)
            {
                yield return part.Slice(start, found - start);
            }

            yield return CommandPart.Hole(HoleExtent.WithinWord, part.SpanOf(found, placeholder.Length), presence: part.Presence);
        }

        if (start < text.Length)
        {
            yield return part.Slice(start, text.Length - start);
        }
    }
}
