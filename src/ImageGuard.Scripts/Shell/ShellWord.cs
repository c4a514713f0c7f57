using ImageGuard.Model;

namespace ImageGuard.Scripts.Shell;

/// <summary>A word of a script as it is written: what its quotes hold together, and what is put in when it is expanded.</summary>
/// <param name="Pieces">Its pieces, in order; none for an empty pair of quotes.</param>
/// <param name="Span">Where it stands, quotes included, or null where it is stitched together.</param>
internal sealed record ShellWord(IReadOnlyList<WordPiece> Pieces, SourceSpan? Span)
{
    /// <summary>The whole text where nothing in it is expanded, or null.</summary>
    public string? Text => Pieces.All(piece => piece is TextPiece { Part.IsHole: false })
        ? string.Concat(Pieces.Select(piece => ((TextPiece)piece).Part.Text))
        : null;

    /// <summary>The text up to the first thing that is expanded.</summary>
    public string KnownStart =>
        string.Concat(Pieces.TakeWhile(piece => piece is TextPiece { Part.IsHole: false }).Select(piece => ((TextPiece)piece).Part.Text));
}

/// <summary>A piece of a word.</summary>
/// <param name="IsQuoted">Whether quotes keep what it stands for within the word.</param>
internal abstract record WordPiece(bool IsQuoted);

/// <summary>Text that stands for itself, or a hole that the script's format has left.</summary>
internal sealed record TextPiece(CommandPart Part, bool IsQuoted) : WordPiece(IsQuoted);

/// <summary>A piece that is put in at run time.</summary>
/// <param name="IsQuoted">Whether quotes keep what it stands for within the word.</param>
/// <param name="Span">Where it stands.</param>
/// <param name="Presence">Whether it is there on every run.</param>
internal abstract record ExpandedPiece(bool IsQuoted, SourceSpan? Span, Certainty Presence) : WordPiece(IsQuoted)
{
    /// <summary>What can be said of it without knowing its value.</summary>
    public CommandPart ToHole(ImageOperandKind meaning = ImageOperandKind.Unknown) =>
        CommandPart.Hole(IsQuoted ? HoleExtent.WithinWord : HoleExtent.AnyWords, Span, meaning, Presence);
}

/// <summary>The value of a variable: <c>$x</c>, <c>${x:-y}</c>, <c>${x[@]}</c>.</summary>
/// <param name="Name">The variable, or the special parameter.</param>
/// <param name="Subscript">The element of an array as written, or null.</param>
/// <param name="Operator">What is done with the value: <c>:-</c>, <c>%%</c>, <c>#</c> in front for its length; empty for nothing.</param>
/// <param name="Argument">What the operator works with.</param>
/// <param name="IsQuoted">Whether quotes keep the value within the word.</param>
/// <param name="Span">Where it stands.</param>
/// <param name="Presence">Whether it is there on every run.</param>
internal sealed record ParameterPiece(
    string Name, string? Subscript, string Operator, ShellWord? Argument, bool IsQuoted, SourceSpan? Span, Certainty Presence)
    : ExpandedPiece(IsQuoted, Span, Presence);

/// <summary>The output of commands: <c>$(…)</c>, <c>`…`</c>.</summary>
internal sealed record SubstitutionPiece(ShellList Body, bool IsQuoted, SourceSpan? Span, Certainty Presence)
    : ExpandedPiece(IsQuoted, Span, Presence);

/// <summary>A file that commands write or read: <c>&lt;(…)</c>.</summary>
internal sealed record ProcessPiece(ShellList Body, SourceSpan? Span, Certainty Presence) : ExpandedPiece(IsQuoted: true, Span, Presence);

/// <summary>A number: <c>$((…))</c>. What is expanded on the way to it goes along.</summary>
internal sealed record ArithmeticPiece(IReadOnlyList<WordPiece> Expanded, SourceSpan? Span, Certainty Presence)
    : ExpandedPiece(IsQuoted: true, Span, Presence);
