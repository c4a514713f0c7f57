using ImageGuard.Model;

namespace ImageGuard.Journal;

/// <summary>Remembers the operations on one engine, and the uses of its images, beyond the end of a process and a power cut.</summary>
internal interface IOperationJournal : IAsyncDisposable
{
    /// <summary>Writes an operation down; it is on disk when this returns.</summary>
    /// <returns>Its number.</returns>
    /// <exception cref="JournalException">It cannot be written.</exception>
    ValueTask<long> StartAsync(
        ImageOperationKind kind, ProcessIdentity process, OperationIntent intent, CancellationToken cancellationToken);

    /// <summary>Notes how far an operation has come.</summary>
    /// <param name="sequence">Its number.</param>
    /// <param name="state">Its state.</param>
    /// <param name="result">What it has done; null where that is known already, or not at all.</param>
    /// <param name="waits">
    /// Whether it is on disk when this returns; else by itself, or with the next operation that is written down. What a power cut takes back
    /// costs a recovery a look at the image, which is less than waiting for the disk each time.
    /// </param>
    /// <exception cref="JournalException">It cannot be written.</exception>
    ValueTask AdvanceAsync(long sequence, JournalState state, OperationResult? result = null, bool waits = false);

    /// <summary>The operations that are in no final state, in the order in which they were started.</summary>
    /// <exception cref="JournalException">It cannot be read.</exception>
    ValueTask<IReadOnlyList<JournalEntry>> ReadOpenAsync(CancellationToken cancellationToken);

    /// <summary>The operations that were started after this one and that may have changed something, in that order.</summary>
    /// <exception cref="JournalException">It cannot be read.</exception>
    ValueTask<IReadOnlyList<JournalEntry>> ReadLaterAsync(long sequence, CancellationToken cancellationToken);

    /// <summary>Notes when images were used, by ID or canonical name and the engine's clock. It does not wait for the disk.</summary>
    /// <exception cref="JournalException">It cannot be written.</exception>
    ValueTask NoteUsesAsync(IEnumerable<KeyValuePair<string, DateTimeOffset>> uses);

    /// <summary>When images were last used; the oldest are forgotten.</summary>
    /// <exception cref="JournalException">It cannot be read.</exception>
    ValueTask<IReadOnlyDictionary<string, DateTimeOffset>> ReadUsesAsync(CancellationToken cancellationToken);
}
