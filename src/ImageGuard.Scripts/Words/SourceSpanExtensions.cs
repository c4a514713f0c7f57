using ImageGuard.Model;

namespace ImageGuard.Scripts;

/// <summary>Arithmetic on positions that may be unknown.</summary>
internal static class SourceSpanExtensions
{
    private static int End(this SourceSpan span) => span.Start + span.Length;

    /// <summary>
    /// Both spans as one, where the second continues the first without a gap (or lies in it); else null, for then the characters between
    /// belong to something else and must not be cut with them.
    /// </summary>
    public static SourceSpan? Join(this SourceSpan? first, SourceSpan? second)
    {
        if (first is not { } one || second is not { } two || !ReferenceEquals(one.Document, two.Document)
            || two.Start < one.Start || two.Start > one.End())
        {
            return null;
        }

        return one with { Length = Math.Max(one.End(), two.End()) - one.Start };
    }

    /// <summary>The stretch from the earlier to the later of two spans of one document, gaps included.</summary>
    public static SourceSpan? Hull(this SourceSpan? first, SourceSpan? second)
    {
        if (first is not { } one || second is not { } two)
        {
            return first ?? second;
        }

        if (!ReferenceEquals(one.Document, two.Document))
        {
            return first;
        }

        var start = Math.Min(one.Start, two.Start);
        return one with { Start = start, Length = Math.Max(one.End(), two.End()) - start };
    }
}
