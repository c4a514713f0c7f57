using ImageGuard.Journal;
using ImageGuard.Model;

namespace ImageGuard.EngineTests.Recovery;

/// <summary>
/// The journal as it is found after a power cut: its operations belong to an earlier boot, and none is known to be on disk. (That the
/// engine's data really is not, campaigns on cut disks show; here the tests damage it themselves.)
/// </summary>
internal sealed class PowerCutJournal(IOperationJournal journal) : PassingJournal(journal)
{
    private static readonly ProcessIdentity Earlier = ProcessIdentity.Current with { Boot = "the boot before" };

    public override ValueTask<long> StartAsync(
        ImageOperationKind kind, ProcessIdentity process, OperationIntent intent, CancellationToken cancellationToken) =>
        base.StartAsync(kind, Earlier, intent, cancellationToken);

    public override ValueTask AdvanceAsync(long sequence, JournalState state, OperationResult? result = null, bool waits = false) =>
        state == JournalState.Settled ? ValueTask.CompletedTask : base.AdvanceAsync(sequence, state, result, waits);
}
