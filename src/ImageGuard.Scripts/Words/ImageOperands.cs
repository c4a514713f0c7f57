using ImageGuard.Model;

namespace ImageGuard.Scripts;

/// <summary>Reads words that name images.</summary>
internal static class ImageOperands
{
    /// <summary>What a word tells of the image that it names.</summary>
    public static ImageOperand ToImageOperand(this CommandWord word) =>
        word.Text is { } text ? ImageOperand.FromText(text, word.Span) : PartlyKnown(word) with { Variable = word.Variable };

    /// <summary>What the known stretches give away: only IDs begin with "sha256:", and only names hold other than hexadecimal digits.</summary>
    private static ImageOperand PartlyKnown(CommandWord word)
    {
        if (word.KnownStart.StartsWith(ImageId.Prefix, StringComparison.Ordinal))
        {
            return new ImageOperand(ImageOperandKind.Id, Text: null, word.Span);
        }

        if (word.Parts.Count == 1)
        {
            return new ImageOperand(word.Parts[0].Meaning, Text: null, word.Span);
        }

        var isName = word.Parts.Any(part => part.Text?.Any(character => !IsHexDigit(character)) == true);
        return new ImageOperand(isName ? ImageOperandKind.Name : ImageOperandKind.Unknown, Text: null, word.Span);
    }

    private static bool IsHexDigit(char character) => character is (>= '0' and <= '9') or (>= 'a' and <= 'f');
}
