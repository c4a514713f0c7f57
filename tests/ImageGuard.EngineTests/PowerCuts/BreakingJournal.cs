using ImageGuard.Journal;
using ImageGuard.Model;
using ImageGuard.PowerCuts;

namespace ImageGuard.EngineTests.PowerCuts;

/// <summary>What fails when an operation is completed and its data is about to be forced to disk.</summary>
internal enum Breakage
{
    Nothing,

    /// <summary>The disk that the journal and the engine's data are on: its file system stops.</summary>
    Disk,

    /// <summary>The journal alone.</summary>
    Journal,
}

/// <summary>A journal at whose operations something fails, once it is told to.</summary>
/// <param name="journal">Where it writes.</param>
/// <param name="folder">A folder of the disk.</param>
internal sealed class BreakingJournal(IOperationJournal journal, string folder) : IOperationJournal
{
    public Breakage Breaks { get; set; }

    public ValueTask<long> StartAsync(
        ImageOperationKind kind, ProcessIdentity process, OperationIntent intent, CancellationToken cancellationToken) =>
        journal.StartAsync(kind, process, intent, cancellationToken);

    public async ValueTask AdvanceAsync(long sequence, JournalState state, OperationResult? result = null, bool waits = false)
    {
        switch (state == JournalState.Completed ? Breaks : Breakage.Nothing)
        {
            case Breakage.Journal:
                throw new JournalException("It is full.", folder);
            case Breakage.Disk:
                await journal.AdvanceAsync(sequence, state, result, waits);
                Disk.Cut(folder);
                break;
            default:
                await journal.AdvanceAsync(sequence, state, result, waits);
                break;
        }
    }

    public ValueTask<IReadOnlyList<JournalEntry>> ReadOpenAsync(CancellationToken cancellationToken) =>
        journal.ReadOpenAsync(cancellationToken);

    public ValueTask<IReadOnlyList<JournalEntry>> ReadLaterAsync(long sequence, CancellationToken cancellationToken) =>
        journal.ReadLaterAsync(sequence, cancellationToken);

    public ValueTask NoteUsesAsync(IEnumerable<KeyValuePair<string, DateTimeOffset>> uses) => journal.NoteUsesAsync(uses);

    public ValueTask<IReadOnlyDictionary<string, DateTimeOffset>> ReadUsesAsync(CancellationToken cancellationToken) =>
        journal.ReadUsesAsync(cancellationToken);

    public ValueTask DisposeAsync() => journal.DisposeAsync();
}
