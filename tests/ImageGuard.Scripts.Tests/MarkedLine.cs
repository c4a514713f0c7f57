using ImageGuard.Model;

namespace ImageGuard.Scripts.Tests;

/// <summary>
/// A command line in the notation of CommandLines.txt: <c>{?}</c>, <c>{id}</c> and <c>{name}</c> are holes, what stands in « » is there only on some
/// runs. Positions are offsets in the notation itself, so that a test can look at what a span covers.
/// </summary>
internal static class MarkedLine
{
    private static readonly (string Mark, ImageOperandKind Meaning)[] Holes =
    [
        ("{?}", ImageOperandKind.Unknown),
        ("{id}", ImageOperandKind.Id),
        ("{name}", ImageOperandKind.Name),
    ];

    public static IReadOnlyList<CommandPart> Parse(string line, int start = 0)
    {
        var parts = new List<CommandPart>();
        var presence = Certainty.Certain;
        for (var i = start; i < line.Length;)
        {
            if (line[i] is '«' or '»')
            {
                AddText(i);
                presence = line[i] == '«' ? Certainty.Possible : Certainty.Certain;
                start = ++i;
            }
            else if (Holes.FirstOrDefault(hole => string.CompareOrdinal(line, i, hole.Mark, 0, hole.Mark.Length) == 0) is { Mark: { } mark } found)
            {
                AddText(i);
                parts.Add(CommandPart.Hole(HoleExtent.AnyWords, new SourceSpan(line, i, mark.Length), found.Meaning, presence));
                start = i += mark.Length;
            }
            else
            {
                i++;
            }
        }

        AddText(line.Length);
        return parts;

        void AddText(int end)
        {
            if (end > start)
            {
                parts.Add(CommandPart.Known(line[start..end], new SourceSpan(line, start, end - start), presence));
            }
        }
    }

    public static SourceSpan Whole(string line) => new(line, 0, line.Length);

    public static string TextAt(SourceSpan span) => ((string)span.Document).Substring(span.Start, span.Length);
}
