using ImageGuard.EngineTests.Recovery;
using ImageGuard.Journal;
using ImageGuard.Model;
using ImageGuard.PowerCuts;

namespace ImageGuard.EngineTests.PowerCuts;

/// <summary>What fails.</summary>
internal enum Breakage
{
    Nothing,

    /// <summary>The disk that the journal and the engine's data are on, when an operation is written down: its file system stops.</summary>
    DiskOnceStarted,

    /// <summary>That disk, when an operation is completed and its data is about to be forced to disk.</summary>
    Disk,

    /// <summary>The journal alone, at that moment.</summary>
    Journal,
}

/// <summary>A journal at whose operations something fails, once it is told to.</summary>
/// <param name="journal">Where it writes.</param>
/// <param name="folder">A folder of the disk.</param>
internal sealed class BreakingJournal(IOperationJournal journal, string folder) : PassingJournal(journal)
{
    public Breakage Breaks { get; set; }

    public override async ValueTask<long> StartAsync(
        ImageOperationKind kind, ProcessIdentity process, OperationIntent intent, CancellationToken cancellationToken)
    {
        var sequence = await base.StartAsync(kind, process, intent, cancellationToken);
        if (Breaks == Breakage.DiskOnceStarted)
        {
            Disk.Cut(folder);
        }

        return sequence;
    }

    public override async ValueTask AdvanceAsync(long sequence, JournalState state, OperationResult? result = null, bool waits = false)
    {
        switch (state == JournalState.Completed ? Breaks : Breakage.Nothing)
        {
            case Breakage.Journal:
                throw new JournalException("It is full.", folder);
            case Breakage.Disk:
                await base.AdvanceAsync(sequence, state, result, waits);
                Disk.Cut(folder);
                break;
            default:
                await base.AdvanceAsync(sequence, state, result, waits);
                break;
        }
    }
}
