using ImageGuard.Journal;
using ImageGuard.Model;

namespace ImageGuard.EngineTests.Recovery;

/// <summary>A journal that writes and reads what another one does, but for what is overridden.</summary>
internal abstract class PassingJournal(IOperationJournal journal) : IOperationJournal
{
    public virtual ValueTask<long> StartAsync(
        ImageOperationKind kind, ProcessIdentity process, OperationIntent intent, CancellationToken cancellationToken) =>
        journal.StartAsync(kind, process, intent, cancellationToken);

    public virtual ValueTask AdvanceAsync(long sequence, JournalState state, OperationResult? result = null, bool waits = false) =>
        journal.AdvanceAsync(sequence, state, result, waits);

    public ValueTask<IReadOnlyList<JournalEntry>> ReadOpenAsync(CancellationToken cancellationToken) =>
        journal.ReadOpenAsync(cancellationToken);

    public ValueTask<IReadOnlyList<JournalEntry>> ReadLaterAsync(long sequence, CancellationToken cancellationToken) =>
        journal.ReadLaterAsync(sequence, cancellationToken);

    public ValueTask NoteUsesAsync(IEnumerable<KeyValuePair<string, DateTimeOffset>> uses) => journal.NoteUsesAsync(uses);

    public ValueTask<IReadOnlyDictionary<string, DateTimeOffset>> ReadUsesAsync(CancellationToken cancellationToken) =>
        journal.ReadUsesAsync(cancellationToken);

    public ValueTask DisposeAsync() => journal.DisposeAsync();
}
