using ImageGuard.Journal;
using ImageGuard.Model;

namespace ImageGuard.EngineTests.Recovery;

/// <summary>
/// The journal as it is found after a power cut: its operations belong to an earlier boot, and none is known to be on disk. (That the
/// engine's data really is not, campaigns on cut disks show; here the tests damage it themselves.)
/// </summary>
internal sealed class PowerCutJournal(IOperationJournal journal) : IOperationJournal
{
    private static readonly ProcessIdentity Earlier = ProcessIdentity.Current with { Boot = "the boot before" };

    public ValueTask<long> StartAsync(
        ImageOperationKind kind, ProcessIdentity process, OperationIntent intent, CancellationToken cancellationToken) =>
        journal.StartAsync(kind, Earlier, intent, cancellationToken);

    public ValueTask AdvanceAsync(long sequence, JournalState state, OperationResult? result = null, bool waits = false) =>
        state == JournalState.Settled ? ValueTask.CompletedTask : journal.AdvanceAsync(sequence, state, result, waits);

    public ValueTask<IReadOnlyList<JournalEntry>> ReadOpenAsync(CancellationToken cancellationToken) =>
        journal.ReadOpenAsync(cancellationToken);

    public ValueTask<IReadOnlyList<JournalEntry>> ReadLaterAsync(long sequence, CancellationToken cancellationToken) =>
        journal.ReadLaterAsync(sequence, cancellationToken);

    public ValueTask NoteUsesAsync(IEnumerable<KeyValuePair<string, DateTimeOffset>> uses) => journal.NoteUsesAsync(uses);

    public ValueTask<IReadOnlyDictionary<string, DateTimeOffset>> ReadUsesAsync(CancellationToken cancellationToken) =>
        journal.ReadUsesAsync(cancellationToken);

    public ValueTask DisposeAsync() => journal.DisposeAsync();
}
