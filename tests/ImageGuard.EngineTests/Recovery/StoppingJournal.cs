using ImageGuard.Journal;
using ImageGuard.Model;

namespace ImageGuard.EngineTests.Recovery;

/// <summary>A moment in the life of an operation.</summary>
internal enum StopAt
{
    /// <summary>The intent is not written down yet.</summary>
    BeforeStarted,

    /// <summary>The intent is written down; the engine has not been called.</summary>
    AfterStarted,

    /// <summary>The engine has done it; the journal does not know.</summary>
    BeforeCompleted,

    /// <summary>The journal knows; the data may not be on disk.</summary>
    AfterCompleted,

    /// <summary>The data is on disk; the journal does not know.</summary>
    BeforeSettled,

    /// <summary>All is done; the caller does not know.</summary>
    AfterSettled,
}

/// <summary>A journal that stops its process at a moment.</summary>
internal sealed class StoppingJournal(IOperationJournal journal, StopAt stop) : PassingJournal(journal)
{
    public override async ValueTask<long> StartAsync(
        ImageOperationKind kind, ProcessIdentity process, OperationIntent intent, CancellationToken cancellationToken)
    {
        await StopIfAsync(StopAt.BeforeStarted);
        var sequence = await base.StartAsync(kind, process, intent, cancellationToken);
        await StopIfAsync(StopAt.AfterStarted);
        return sequence;
    }

    public override async ValueTask AdvanceAsync(long sequence, JournalState state, OperationResult? result = null, bool waits = false)
    {
        var isCompleted = state == JournalState.Completed;
        await StopIfAsync(isCompleted ? StopAt.BeforeCompleted : StopAt.BeforeSettled);
        await base.AdvanceAsync(sequence, state, result, waits);
        await StopIfAsync(isCompleted ? StopAt.AfterCompleted : StopAt.AfterSettled);
    }

    private async Task StopIfAsync(StopAt now)
    {
        if (now == stop)
        {
            await Console.Out.WriteLineAsync("stopped");
            await Task.Delay(Timeout.Infinite);
        }
    }
}
