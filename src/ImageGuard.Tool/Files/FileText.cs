using System.Text;
using ImageGuard.Scripts;

namespace ImageGuard.Tool.Files;

/// <summary>A file's text and how it is written, so that a changed text can be written back without changing anything else.</summary>
/// <param name="Text">The text.</param>
/// <param name="Encoding">How it is written.</param>
/// <param name="HasMark">Whether it begins with a byte order mark.</param>
internal sealed record FileText(string Text, Encoding Encoding, bool HasMark)
{
    /// <summary>A file above this size is no script that somebody wrote.</summary>
    public const int SizeLimit = 8 << 20;

    private const int LookedAtForBinary = 8000;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The telling words in lower and upper case, without their first letter, which may be either.</summary>
    private static readonly byte[][] Words = ScriptLinter.TellingWords
        .Select(word => word[1..])
        .SelectMany(word => new[] { word, word.ToUpperInvariant() })
        .Select(Encoding.ASCII.GetBytes)
        .ToArray();

    /// <summary>
    /// The text, where it can hold what the linter looks for: not that of a binary file, nor of one without a telling word. That is
    /// asked of the bytes, for most files have none.
    /// </summary>
    public static FileText? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith<byte>([0xFF, 0xFE]))
        {
            return new FileText(Encoding.Unicode.GetString(bytes[2..]), Encoding.Unicode, HasMark: true);
        }

        if (bytes.StartsWith<byte>([0xFE, 0xFF]))
        {
            return new FileText(Encoding.BigEndianUnicode.GetString(bytes[2..]), Encoding.BigEndianUnicode, HasMark: true);
        }

        return !MayBeInteresting(bytes) || bytes[..Math.Min(bytes.Length, LookedAtForBinary)].Contains((byte)0) ? null : Decode(bytes);
    }

    /// <summary>A text as it is written to a file.</summary>
    public byte[] Write(string text) => [.. HasMark ? Encoding.GetPreamble() : [], .. Encoding.GetBytes(text)];

    private static bool MayBeInteresting(ReadOnlySpan<byte> bytes)
    {
        foreach (var word in Words)
        {
            if (bytes.IndexOf(word) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What is not UTF-8 is read byte by byte: nobody knows what it is, but commands are ASCII and the rest comes through unchanged.</summary>
    private static FileText Decode(ReadOnlySpan<byte> bytes)
    {
        var hasMark = bytes.StartsWith<byte>([0xEF, 0xBB, 0xBF]);
        try
        {
            return new FileText(StrictUtf8.GetString(hasMark ? bytes[3..] : bytes), hasMark ? Encoding.UTF8 : StrictUtf8, hasMark);
        }
        catch (DecoderFallbackException)
        {
            return new FileText(Encoding.Latin1.GetString(bytes), Encoding.Latin1, HasMark: false);
        }
    }
}
