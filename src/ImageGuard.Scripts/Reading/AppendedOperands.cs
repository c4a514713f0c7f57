using ImageGuard.Model;

namespace ImageGuard.Scripts;

/// <summary>What xargs makes of a command: its input becomes further words, or takes the place of a placeholder.</summary>
internal static class AppendedOperands
{
    private const string DefaultPlaceholder = "{}";

    public static IReadOnlyList<CommandWord> To(IEnumerable<CommandWord> command, ParsedWords options, ImageOperandKind meaning)
    {
        if (options.State(OptionMeaning.Placeholder, out var option) == Certainty.No)
        {
            return [.. command, CommandWord.Hole(HoleExtent.AnyWords, span: null, meaning)];
        }

        var placeholder = option?.Value is { Text: { Length: > 0 } text } ? text : DefaultPlaceholder;
        return [.. Replacing(command, placeholder, meaning)];
    }

    /// <summary>The words of a command with a hole wherever a placeholder stands.</summary>
    public static IEnumerable<CommandWord> Replacing(IEnumerable<CommandWord> command, string placeholder, ImageOperandKind meaning = ImageOperandKind.Unknown) =>
        command.Select(word => Fill(word, placeholder, meaning));

    private static CommandWord Fill(CommandWord word, string placeholder, ImageOperandKind meaning) =>
        word.Parts.Any(part => part.Text?.Contains(placeholder) == true)
            ? new CommandWord([.. word.Parts.SelectMany(part => Fill(part, placeholder, meaning))], word.Span)
            : word;

    private static IEnumerable<CommandPart> Fill(CommandPart part, string placeholder, ImageOperandKind meaning)
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

            yield return CommandPart.Hole(HoleExtent.WithinWord, part.SpanOf(found, placeholder.Length), meaning, part.Presence);
        }

        if (start < text.Length)
        {
            yield return part.Slice(start, text.Length - start);
        }
    }
}
