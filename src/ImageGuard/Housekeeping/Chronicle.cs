using ImageGuard.Diagnostics;
using ImageGuard.Journal;
using Microsoft.Extensions.Logging;

namespace ImageGuard.Housekeeping;

/// <summary>
/// Remembers what happened to images, and when each was last used. What happened is forgotten with the guard, and the oldest before; uses
/// are in the journal too, so that neither a restart forgets them nor another process misses them.
/// </summary>
/// <param name="journal">The journal; null where there is none.</param>
/// <param name="logger">Where it logs.</param>
internal sealed class Chronicle(IOperationJournal? journal, ILogger logger)
{
    private const int MostHappenings = 10_000;

    private readonly object _sync = new();
    private readonly Queue<Happening> _happenings = new();
    private readonly LastUses _lastUses = new();

    /// <summary>Remembers what happened.</summary>
    public async ValueTask AddAsync(IReadOnlyCollection<Happening> happenings)
    {
        lock (_sync)
        {
            foreach (var happening in happenings)
            {
                _happenings.Enqueue(happening);
                if (_happenings.Count > MostHappenings)
                {
                    _happenings.Dequeue();
                }
            }
        }

        var uses = happenings.SelectMany(happening => happening.Uses).ToArray();
        _lastUses.Note(uses);
        try
        {
            if (journal is not null && uses.Length > 0)
            {
                await journal.NoteUsesAsync(uses).ConfigureAwait(false);
            }
        }
        catch (JournalException failure)
        {
            GuardLog.UsesNotKept(logger, failure);
        }
    }

    /// <summary>What happened, in no certain order.</summary>
    public IReadOnlyList<Happening> Read()
    {
        lock (_sync)
        {
            return [.. _happenings];
        }
    }

    /// <summary>When images were last used, as far as this guard or the journal knows.</summary>
    public async ValueTask<LastUses> ReadUsesAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (journal is not null)
            {
                _lastUses.Note(await journal.ReadUsesAsync(cancellationToken).ConfigureAwait(false));
            }
        }
        catch (JournalException failure)
        {
            GuardLog.UsesNotKept(logger, failure);
        }

        return _lastUses;
    }
}
