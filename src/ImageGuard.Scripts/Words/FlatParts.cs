using ImageGuard.Model;

namespace ImageGuard.Scripts;

/// <summary>Known text and holes as one string that can be searched, in which each hole is one character.</summary>
internal sealed class FlatParts
{
    /// <summary>Stands for a hole: Unicode's own mark for something that is no text.</summary>
    public const char Hole = '\uFFFC';

    private readonly IReadOnlyList<CommandPart> _parts;
    private readonly int[] _starts;

    public FlatParts(IReadOnlyList<CommandPart> parts)
    {
        _parts = parts;
        _starts = new int[parts.Count];
        for (var i = 1; i < parts.Count; i++)
        {
            _starts[i] = _starts[i - 1] + TextOf(parts[i - 1]).Length;
        }

        Text = string.Concat(parts.Select(TextOf));
    }

    public string Text { get; }

    /// <summary>A stretch as a word.</summary>
    public CommandWord Word(int start, int end) => new([.. Slice(start, end)]);

    /// <summary>Where a stretch stands, or null where its pieces do not touch.</summary>
    public SourceSpan? Span(int start, int end) => Word(start, end).Span;

    /// <summary>The parts that a stretch is made of.</summary>
    public IEnumerable<CommandPart> Slice(int start, int end)
    {
        for (var i = PartAt(start); i < _parts.Count && _starts[i] < end; i++)
        {
            var part = _parts[i];
            var from = Math.Max(start - _starts[i], 0);
            var to = Math.Min(end - _starts[i], TextOf(part).Length);
            if (from < to)
            {
                yield return part.IsHole ? part : part.Slice(from, to - from);
            }
        }
    }

    private int PartAt(int offset)
    {
        var found = Array.BinarySearch(_starts, offset);
        return found >= 0 ? found : Math.Max(~found - 1, 0);
    }

    private static string TextOf(CommandPart part) => part.Text ?? Hole.ToString();
}
