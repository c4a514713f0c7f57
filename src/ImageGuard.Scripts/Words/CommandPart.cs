using ImageGuard.Model;

namespace ImageGuard.Scripts;

/// <summary>How much of a command line an unknown value can take.</summary>
public enum HoleExtent
{
    /// <summary>It stays within its word: a quoted expansion, an element of an argument list, what follows <c>--name=</c>.</summary>
    WithinWord,

    /// <summary>It becomes any number of words, none included: an unquoted expansion, a spread, a hole in an arguments string.</summary>
    AnyWords,
}

/// <summary>
/// A stretch of a command line or of one of its words: text that is known, or a hole whose value is known only at run time.
/// </summary>
public sealed record CommandPart
{
    private CommandPart(string? text, HoleExtent extent, ImageOperandKind meaning, SourceSpan? span, Certainty presence)
    {
        Text = text;
        Extent = extent;
        Meaning = meaning;
        Span = span;
        Presence = presence;
    }

    /// <summary>The text, or null for a hole.</summary>
    public string? Text { get; }

    /// <summary>How far a hole can reach.</summary>
    public HoleExtent Extent { get; }

    /// <summary>What is known of a hole's value, should it name an image.</summary>
    public ImageOperandKind Meaning { get; }

    /// <summary>
    /// Where it stands. A known part whose span is not as long as its text (an escape sequence) is indivisible: each of its characters stands for
    /// the whole span.
    /// </summary>
    public SourceSpan? Span { get; }

    /// <summary><see cref="Certainty.Possible"/> where it is there only on some runs: <c>if (force) args += " -f"</c>.</summary>
    public Certainty Presence { get; }

    /// <summary>Whether it is a hole.</summary>
    public bool IsHole => Text is null;

    /// <summary>Text that is known.</summary>
    public static CommandPart Known(string text, SourceSpan? span = null, Certainty presence = Certainty.Certain) =>
        new(text, HoleExtent.WithinWord, ImageOperandKind.Unknown, span, presence);

    /// <summary>A value that is known only at run time.</summary>
    public static CommandPart Hole(
        HoleExtent extent,
        SourceSpan? span = null,
        ImageOperandKind meaning = ImageOperandKind.Unknown,
        Certainty presence = Certainty.Certain) =>
        new(text: null, extent, meaning, span, presence);

    /// <summary>The same hole, kept within its word by quotes.</summary>
    internal CommandPart Quoted() => new(Text, HoleExtent.WithinWord, Meaning, Span, Presence);

    /// <summary>What is left of a part when its text may or may not be there: any value, an empty one included.</summary>
    internal CommandPart Forgotten() => new(text: null, HoleExtent.WithinWord, Meaning, Span, Certainty.Certain);

    /// <summary>The same part, there only on some runs.</summary>
    internal CommandPart Perhaps() => new(Text, Extent, Meaning, Span, Certainty.Possible);

    internal CommandPart Slice(int start, int length) =>
        new(Text!.Substring(start, length), Extent, Meaning, SpanOf(start, length), Presence);

    internal SourceSpan? SpanOf(int start, int length) =>
        Span is { } span && span.Length == Text!.Length ? span with { Start = span.Start + start, Length = length } : Span;
}
