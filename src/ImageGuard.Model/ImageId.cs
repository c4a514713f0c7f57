namespace ImageGuard.Model;

/// <summary>An image's ID as users write it: <c>sha256:</c> and hexadecimal digits, or 12 to 64 bare ones (S8).</summary>
public static class ImageId
{
    /// <summary>The prefix of an ID that is written in full.</summary>
    public const string Prefix = "sha256:";

    private const int FullLength = 64;
    private const int ShortLength = 12;

    /// <summary>Whether the text is an ID. Shorter runs of hexadecimal digits are taken for names: <c>cafe</c> is one.</summary>
    public static bool IsId(string? text)
    {
        if (text is null)
        {
            return false;
        }

        return text.StartsWith(Prefix, StringComparison.Ordinal)
            ? IsHex(text, Prefix.Length, minimum: 1)
            : IsHex(text, start: 0, minimum: ShortLength);
    }

    internal static bool IsFullHex(string text) => text.Length == FullLength && IsHex(text, start: 0, minimum: FullLength);

    private static bool IsHex(string text, int start, int minimum)
    {
        var length = text.Length - start;
        if (length < minimum || length > FullLength)
        {
            return false;
        }

        for (var i = start; i < text.Length; i++)
        {
            if (text[i] is not (>= '0' and <= '9' or >= 'a' and <= 'f'))
            {
                return false;
            }
        }

        return true;
    }
}
