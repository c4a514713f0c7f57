using ImageGuard.Model;

namespace ImageGuard.Scripts;

/// <summary>One word of a command, as the program gets it: quotes are gone, holes are marked.</summary>
public sealed class CommandWord
{
    /// <summary>Puts a word together.</summary>
    /// <param name="parts">
    /// Its parts, in order. Where only some of them are sure to be there, the others count as holes: the word is there, its text is not known.
    /// </param>
    /// <param name="span">Where it stands with its quotes; left out, the stretch of its parts if they touch.</param>
    public CommandWord(IReadOnlyList<CommandPart> parts, SourceSpan? span = null)
    {
        Presence = parts.Count == 0 || parts.Any(part => part.Presence == Certainty.Certain) ? Certainty.Certain : Certainty.Possible;
        Parts = Presence == Certainty.Certain && parts.Any(part => part.Presence != Certainty.Certain)
            ? [.. parts.Select(part => part.Presence == Certainty.Certain ? part : part.Forgotten())]
            : parts;
        Script = parts;
        Span = span ?? SpanOfParts();
        KnownStart = ReadKnownStart(out var holes);
        HasHole = holes;
    }

    /// <summary>The parts, in order.</summary>
    public IReadOnlyList<CommandPart> Parts { get; }

    /// <summary>The parts as they were put in, those that may be missing too: what a shell gets that runs the word as its line.</summary>
    internal IReadOnlyList<CommandPart> Script { get; }

    /// <summary>Where the whole word stands, quotes included, or null.</summary>
    public SourceSpan? Span { get; }

    /// <summary><see cref="Certainty.Possible"/> where the word is there only on some runs.</summary>
    public Certainty Presence { get; }

    /// <summary>The whole text, or null where a part of it is unknown.</summary>
    public string? Text => HasHole ? null : KnownStart;

    /// <summary>Whether it may turn out to be several words, or none.</summary>
    public bool MayBeSeveral => HasHole && Parts.Any(part => part is { IsHole: true, Extent: HoleExtent.AnyWords });

    /// <summary>What holds the value where it is not known: two words with the same one are the same text.</summary>
    internal object? Variable { get; init; }

    /// <summary>The text up to the first hole.</summary>
    internal string KnownStart { get; }

    internal bool HasHole { get; }

    /// <summary>A word that is known in full.</summary>
    public static CommandWord Known(string text, SourceSpan? span = null, Certainty presence = Certainty.Certain) =>
        new([CommandPart.Known(text, span, presence)]);

    /// <summary>A word of which nothing is known.</summary>
    public static CommandWord Hole(
        HoleExtent extent,
        SourceSpan? span = null,
        ImageOperandKind meaning = ImageOperandKind.Unknown,
        Certainty presence = Certainty.Certain) =>
        new([CommandPart.Hole(extent, span, meaning, presence)]);

    /// <summary>The text, with "{?}" for each hole: for people, not for programs.</summary>
    public override string ToString() => string.Concat(Parts.Select(part => part.Text ?? "{?}"));

    /// <summary>The word without its first characters, which must be known.</summary>
    internal CommandWord From(int start)
    {
        var parts = new List<CommandPart>(Parts.Count);
        foreach (var part in Parts)
        {
            if (part.Text is not { } text || start <= 0)
            {
                parts.Add(part);
            }
            else if (start < text.Length)
            {
                parts.Add(part.Slice(start, text.Length - start));
            }

            start -= part.Text?.Length ?? 0;
        }

        return new CommandWord(parts) { Variable = Variable };
    }

    /// <summary>Where a stretch of <see cref="KnownStart"/> stands, or null.</summary>
    internal SourceSpan? SpanOf(int start, int length)
    {
        SourceSpan? span = null;
        var offset = 0;
        foreach (var part in Parts)
        {
            if (part.Text is not { } text || offset >= start + length)
            {
                break;
            }

            var from = Math.Max(start, offset);
            var to = Math.Min(start + length, offset + text.Length);
            if (from < to)
            {
                var piece = part.SpanOf(from - offset, to - from);
                span = from == start ? piece : span.Join(piece);
            }

            offset += text.Length;
        }

        return span;
    }

    private SourceSpan? SpanOfParts()
    {
        if (Parts.Count == 0)
        {
            return null;
        }

        var span = Parts[0].Span;
        for (var i = 1; i < Parts.Count; i++)
        {
            span = span.Join(Parts[i].Span);
        }

        return span;
    }

    private string ReadKnownStart(out bool hasHole)
    {
        var known = 0;
        while (known < Parts.Count && !Parts[known].IsHole)
        {
            known++;
        }

        hasHole = known < Parts.Count;
        return known == 1 ? Parts[0].Text! : string.Concat(Parts.Take(known).Select(part => part.Text));
    }
}
