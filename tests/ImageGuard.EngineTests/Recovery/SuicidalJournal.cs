using System.Diagnostics;
using ImageGuard.Journal;
using ImageGuard.Model;

namespace ImageGuard.EngineTests.Recovery;

/// <summary>A journal that takes a number of entries and kills its process at the next.</summary>
internal sealed class SuicidalJournal(IOperationJournal journal, int writes) : IOperationJournal
{
    private int _written;

    public ValueTask<long> StartAsync(
        ImageOperationKind kind, ProcessIdentity process, OperationIntent intent, CancellationToken cancellationToken)
    {
        Count();
        return journal.StartAsync(kind, process, intent, cancellationToken);
    }

    public ValueTask AdvanceAsync(long sequence, JournalState state, OperationResult? result = null, bool waits = false)
    {
        Count();
        return journal.AdvanceAsync(sequence, state, result, waits);
    }

    public ValueTask<IReadOnlyList<JournalEntry>> ReadOpenAsync(CancellationToken cancellationToken) =>
        journal.ReadOpenAsync(cancellationToken);

    public ValueTask<IReadOnlyList<JournalEntry>> ReadLaterAsync(long sequence, CancellationToken cancellationToken) =>
        journal.ReadLaterAsync(sequence, cancellationToken);

    public ValueTask NoteUsesAsync(IEnumerable<KeyValuePair<string, DateTimeOffset>> uses) => journal.NoteUsesAsync(uses);

    public ValueTask<IReadOnlyDictionary<string, DateTimeOffset>> ReadUsesAsync(CancellationToken cancellationToken) =>
        journal.ReadUsesAsync(cancellationToken);

    public ValueTask DisposeAsync() => journal.DisposeAsync();

    private void Count()
    {
        if (++_written > writes)
        {
            using var self = Process.GetCurrentProcess();
            self.Kill();
            Thread.Sleep(Timeout.Infinite);
        }
    }
}
