using System.Diagnostics;
using ImageGuard.Journal;
using ImageGuard.Model;

namespace ImageGuard.EngineTests.Recovery;

/// <summary>A journal that takes a number of entries and kills its process at the next.</summary>
internal sealed class SuicidalJournal(IOperationJournal journal, int writes) : PassingJournal(journal)
{
    private int _written;

    public override ValueTask<long> StartAsync(
        ImageOperationKind kind, ProcessIdentity process, OperationIntent intent, CancellationToken cancellationToken)
    {
        Count();
        return base.StartAsync(kind, process, intent, cancellationToken);
    }

    public override ValueTask AdvanceAsync(long sequence, JournalState state, OperationResult? result = null, bool waits = false)
    {
        Count();
        return base.AdvanceAsync(sequence, state, result, waits);
    }

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
