using ImageGuard.Model;

namespace ImageGuard.Scripts;

/// <summary>Collects the parts of one word while a splitter goes through a command line.</summary>
internal sealed class WordBuilder
{
    private readonly List<CommandPart> _parts = [];
    private CommandPart? _runPart;
    private int _runPartIndex;
    private int _runStart;
    private int _runLength;
    private SourceSpan? _span;

    /// <summary>Whether a word has begun; an empty pair of quotes begins one.</summary>
    public bool HasWord { get; private set; }

    /// <summary>Whether the word so far is a number that nobody quoted: the file descriptor before a redirection.</summary>
    public bool IsPlainNumber
    {
        get
        {
            if (_parts.Count > 0 || _runLength == 0 || _span is { } span && span.Length != _runLength)
            {
                return false;
            }

            for (var i = 0; i < _runLength; i++)
            {
                if (_runPart!.Text![_runStart + i] is < '0' or > '9')
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>Takes the current character as it stands.</summary>
    public void Append(in PartReader reader)
    {
        Cover(reader.Span);
        if (_runLength > 0 && _runPartIndex == reader.PartIndex && _runStart + _runLength == reader.Offset)
        {
            _runLength++;
            return;
        }

        EndRun();
        (_runPart, _runPartIndex, _runStart, _runLength) = (reader.Part, reader.PartIndex, reader.Offset, 1);
    }

    /// <summary>Takes the current character as what an escape sequence, which began with <paramref name="escape"/>, stands for.</summary>
    public void AppendEscaped(in PartReader reader, SourceSpan? escape)
    {
        EndRun();
        Cover(reader.Span);
        _parts.Add(CommandPart.Known(reader.Current.ToString(), escape.Join(reader.Span), reader.Part.Presence));
    }

    /// <summary>Takes a hole.</summary>
    public void AppendHole(CommandPart hole)
    {
        EndRun();
        Cover(hole.Span);
        _parts.Add(hole);
    }

    /// <summary>Takes a stretch that belongs to the word but not to its text: a quote, an escape character.</summary>
    public void Cover(SourceSpan? span)
    {
        _span = HasWord ? _span.Join(span) : span;
        HasWord = true;
    }

    /// <summary>Ends the word and begins afresh.</summary>
    public CommandWord Take()
    {
        EndRun();
        var word = new CommandWord(_parts.Count == 0 ? [CommandPart.Known("", _span)] : [.. _parts], _span);
        Clear();
        return word;
    }

    /// <summary>Drops what was collected.</summary>
    public void Clear()
    {
        _parts.Clear();
        _runLength = 0;
        _span = null;
        HasWord = false;
    }

    private void EndRun()
    {
        if (_runLength > 0)
        {
            _parts.Add(_runPart!.Slice(_runStart, _runLength));
            _runLength = 0;
        }
    }
}
