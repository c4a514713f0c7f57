using ImageGuard.Journal;

namespace ImageGuard.Housekeeping;

/// <summary>When images were last made, named or used, by ID and by canonical name; the oldest are forgotten.</summary>
internal sealed class LastUses
{
    private readonly object _sync = new();
    private readonly Dictionary<string, DateTimeOffset> _times = [];

    /// <summary>The time of the last use; null where none is known.</summary>
    public DateTimeOffset? Of(string idOrName)
    {
        lock (_sync)
        {
            return _times.TryGetValue(idOrName, out var time) ? time : null;
        }
    }

    /// <summary>Notes uses; the latest of each image counts.</summary>
    public void Note(IEnumerable<KeyValuePair<string, DateTimeOffset>> uses)
    {
        lock (_sync)
        {
            foreach (var (key, time) in uses)
            {
                if (!_times.TryGetValue(key, out var known) || known < time)
                {
                    _times[key] = time;
                }
            }

            if (_times.Count > 2 * JournalRow.MostUses)
            {
                foreach (var (old, _) in _times.OrderBy(use => use.Value).Take(_times.Count - JournalRow.MostUses).ToArray())
                {
                    _times.Remove(old);
                }
            }
        }
    }
}
