using ImageGuard.Model;

namespace ImageGuard.Scripts;

/// <summary>Known text and holes as one string that can be searched, in which each hole is one character.</summary>
internal sealed class FlatParts
{
    /// <summary>Stands for a hole: Unicode's own mark for something that is no text.</summary>
    public const char Hole = '\uFFFC';

    private readonly IReadOnlyList<CommandPart> _parts;

    public FlatParts(IReadOnlyList<CommandPart> parts)
    {
        _parts = parts;
        Text = string.Concat(parts.Select(TextOf));
    }

    public string Text { get; }

    /// <summary>A stretch as a word.</summary>
    public CommandWord Word(int start, int end) => new([.. Slice(start, end)]);

    /// <summary>Where a stretch stands, or null where its pieces do not touch.</summary>
    public SourceSpan? Span(int start, int end) => Word(start, end).Span;

    private IEnumerable<CommandPart> Slice(int start, int end)
    {
        var offset = 0;
        foreach (var part in _parts)
        {
            var length = TextOf(part).Length;
            var from = Math.Max(start, offset);
            var to = Math.Min(end, offset + length);
            if (from < to)
            {
                yield return part.IsHole ? part : part.Slice(from - offset, to - from);
            }

            offset += length;
        }
    }

    private static string TextOf(CommandPart part) => part.Text ?? Hole.ToString();
}
