using ImageGuard.Model;

namespace ImageGuard.Scripts;

/// <summary>Goes through a command line character by character, and hole by hole.</summary>
internal struct PartReader
{
    /// <summary>What <see cref="Current"/> and <see cref="Next"/> give for a hole and behind the end.</summary>
    public const char None = '\0';

    private readonly IReadOnlyList<CommandPart> _parts;
    private int _part;
    private int _offset;

    public PartReader(IReadOnlyList<CommandPart> parts)
    {
        _parts = parts;
        SkipEmptyParts();
    }

    public readonly bool AtEnd => _part == _parts.Count;

    public readonly bool AtHole => !AtEnd && _parts[_part].IsHole;

    /// <summary>The part that holds the current character or hole.</summary>
    public readonly CommandPart Part => _parts[_part];

    public readonly int PartIndex => _part;

    public readonly int Offset => _offset;

    public readonly char Current => AtEnd ? None : _parts[_part].Text is { } text ? text[_offset] : None;

    /// <summary>The character after the current one.</summary>
    public readonly char Next
    {
        get
        {
            var ahead = this;
            ahead.Advance();
            return ahead.Current;
        }
    }

    /// <summary>Where the current character or hole stands.</summary>
    public readonly SourceSpan? Span => Part.IsHole ? Part.Span : Part.SpanOf(_offset, 1);

    public void Advance()
    {
        if (AtEnd)
        {
            return;
        }

        _offset++;
        if (Part.IsHole || _offset == Part.Text!.Length)
        {
            _part++;
            _offset = 0;
            SkipEmptyParts();
        }
    }

    private void SkipEmptyParts()
    {
        while (_part < _parts.Count && _parts[_part].Text is { Length: 0 })
        {
            _part++;
        }
    }
}
