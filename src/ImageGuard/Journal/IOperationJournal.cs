using ImageGuard.Model;

namespace ImageGuard.Journal;

/// <summary>Remembers the operations on one engine beyond the end of a process and a power cut.</summary>
internal interface IOperationJournal : IAsyncDisposable
{
    /// <summary>Writes an operation down; it is on disk when this returns.</summary>
    /// <returns>Its number.</returns>
    /// <exception cref="JournalException">It cannot be written.</exception>
    ValueTask<long> StartAsync(
        ImageOperationKind kind, ProcessIdentity process, OperationIntent intent, CancellationToken cancellationToken);

    /// <summary>Notes how far an operation has come; a state that is final may reach the disk a little later.</summary>
    /// <exception cref="JournalException">It cannot be written.</exception>
    ValueTask AdvanceAsync(long sequence, JournalState state, OperationResult? result = null);

    /// <summary>The operations that are in no final state, in the order in which they were started.</summary>
    /// <exception cref="JournalException">It cannot be read.</exception>
    ValueTask<IReadOnlyList<JournalEntry>> ReadOpenAsync(CancellationToken cancellationToken);

    /// <summary>The operations that were started after this one and that may have changed something, in that order.</summary>
    /// <exception cref="JournalException">It cannot be read.</exception>
    ValueTask<IReadOnlyList<JournalEntry>> ReadLaterAsync(long sequence, CancellationToken cancellationToken);
}
