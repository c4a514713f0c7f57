using ImageGuard.Model;

namespace ImageGuard.Scripts.Formats;

/// <summary>Puts the text of a script together out of stretches of its file.</summary>
internal sealed class ScriptText(ScriptFile file)
{
    private readonly List<CommandPart> _parts = [];
    private int _start;
    private int _end;

    /// <summary>Takes a stretch as it stands.</summary>
    public void Copy(int start, int end)
    {
        if (start != _end)
        {
            EndRun();
            _start = start;
        }

        _end = end;
    }

    /// <summary>Takes what a stretch stands for: an escape sequence, a folded line break.</summary>
    public void Replace(int start, int end, string text)
    {
        EndRun();
        _parts.Add(CommandPart.Known(text, new SourceSpan(file, start, end - start)));
    }

    /// <summary>Takes a value that stands for a placeholder; null where it is known only at run time.</summary>
    public void Fill(int start, int end, string? value)
    {
        var span = new SourceSpan(file, start, end - start);
        Add(value is null ? Placeholders.Unknown(span) : Placeholders.Known(value, span));
    }

    /// <summary>Takes text that stands nowhere in the file.</summary>
    public void Add(string text) => Add([CommandPart.Known(text)]);

    /// <summary>Takes what has been put together before.</summary>
    public void Add(IEnumerable<CommandPart> parts)
    {
        EndRun();
        _parts.AddRange(parts);
    }

    /// <summary>Ends the text.</summary>
    public IReadOnlyList<CommandPart> Take()
    {
        EndRun();
        return _parts;
    }

    private void EndRun()
    {
        if (_end > _start)
        {
            _parts.Add(CommandPart.Known(file.Text.Substring(_start, _end - _start), new SourceSpan(file, _start, _end - _start)));
        }

        _start = _end = 0;
    }
}
