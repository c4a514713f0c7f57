using ImageGuard.Model;

namespace ImageGuard.Scripts;

/// <summary>Known text and holes as one string that can be searched, in which each hole is one character.</summary>
internal sealed class FlatParts
{
    /// <summary>Stands for a hole: Unicode's own mark for something that is no text.</summary>
    public const char Hole = '\uFFFC';

    private readonly List<CommandPart> _parts;
    private readonly int[] _starts;

    public FlatParts(IEnumerable<CommandPart> parts)
    {
        _parts = [.. parts.Where(part => part.Text != "")];
        _starts = new int[_parts.Count];
        var start = 0;
        for (var i = 0; i < _parts.Count; i++)
        {
            _starts[i] = start;
            start += TextOf(_parts[i]).Length;
        }

        Text = _parts.Count == 1 ? TextOf(_parts[0]) : string.Concat(_parts.Select(TextOf));
    }

    public string Text { get; }

    /// <summary>A stretch as a word.</summary>
    public CommandWord Word(int start, int end) => new([.. Slice(start, end)]);

    /// <summary>Where a stretch stands, or null where its pieces do not touch.</summary>
    public SourceSpan? Span(int start, int end)
    {
        SourceSpan? span = null;
        var isFirst = true;
        foreach (var piece in Pieces(start, end))
        {
            var next = piece.Part.IsHole ? piece.Part.Span : piece.Part.SpanOf(piece.From, piece.Length);
            span = isFirst ? next : span.Join(next);
            isFirst = false;
        }

        return span;
    }

    /// <summary>The part that holds a character.</summary>
    public CommandPart PartAt(int offset) => _parts[IndexOf(offset)];

    /// <summary>Whether a character stands for a hole; the mark may be written in a text as well.</summary>
    public bool IsHoleAt(int offset) => Text[offset] == Hole && PartAt(offset).IsHole;

    /// <summary>The parts of a stretch.</summary>
    public IEnumerable<CommandPart> Slice(int start, int end) =>
        Pieces(start, end).Select(piece => piece.Part.IsHole ? piece.Part : piece.Part.Slice(piece.From, piece.Length));

    private IEnumerable<(CommandPart Part, int From, int Length)> Pieces(int start, int end)
    {
        for (var i = start < end ? IndexOf(start) : _parts.Count; i < _parts.Count && _starts[i] < end; i++)
        {
            var from = Math.Max(start - _starts[i], 0);
            yield return (_parts[i], from, Math.Min(end - _starts[i], TextOf(_parts[i]).Length) - from);
        }
    }

    private int IndexOf(int offset)
    {
        var found = Array.BinarySearch(_starts, offset);
        return found >= 0 ? found : ~found - 1;
    }

    private static string TextOf(CommandPart part) => part.Text ?? Hole.ToString();
}
