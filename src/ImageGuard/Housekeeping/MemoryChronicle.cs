namespace ImageGuard.Housekeeping;

/// <summary>A chronicle that lives as long as its guard and forgets the oldest.</summary>
internal sealed class MemoryChronicle : IChronicle
{
    private const int MostHappenings = 10_000;
    private const int MostUses = 50_000;

    private readonly object _sync = new();
    private readonly Queue<Happening> _happenings = new();
    private readonly Dictionary<string, DateTimeOffset> _lastUses = [];

    public void Add(Happening happening)
    {
        lock (_sync)
        {
            _happenings.Enqueue(happening);
            if (_happenings.Count > MostHappenings)
            {
                _happenings.Dequeue();
            }

            if (happening.Kind is not (HappeningKind.Untagged or HappeningKind.Deleted or HappeningKind.BrokeOff))
            {
                NoteUse(happening.Id, happening.Time);
                NoteUse(happening.Name, happening.Time);
            }
        }
    }

    public IReadOnlyList<Happening> Read()
    {
        lock (_sync)
        {
            return [.. _happenings];
        }
    }

    public DateTimeOffset? LastUse(string idOrName)
    {
        lock (_sync)
        {
            return _lastUses.TryGetValue(idOrName, out var time) ? time : null;
        }
    }

    private void NoteUse(string? key, DateTimeOffset time)
    {
        if (key is null || (_lastUses.TryGetValue(key, out var known) && known >= time))
        {
            return;
        }

        _lastUses[key] = time;
        if (_lastUses.Count > MostUses)
        {
            foreach (var (old, _) in _lastUses.OrderBy(use => use.Value).Take(MostUses / 2).ToArray())
            {
                _lastUses.Remove(old);
            }
        }
    }
}
