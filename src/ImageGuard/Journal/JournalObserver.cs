using System.Collections.Concurrent;
using Docker.DotNet;
using ImageGuard.Diagnostics;
using ImageGuard.Failures;
using ImageGuard.Operations;
using ImageGuard.Settling;
using Microsoft.Extensions.Logging;

namespace ImageGuard.Journal;

/// <summary>Writes every operation that changes images into the journal, before the engine is called and when it has ended.</summary>
/// <param name="journal">The journal.</param>
/// <param name="settler">Sees to it that completed operations get to disk.</param>
/// <param name="policy">Whether an operation may run that cannot be written down.</param>
/// <param name="logger">Where it logs.</param>
internal sealed class JournalObserver(IOperationJournal journal, DataSettler settler, JournalPolicy policy, ILogger logger)
    : IOperationObserver
{
    private readonly ConcurrentDictionary<Guid, long> _running = new();

    /// <summary>Whether an operation of this number runs in this process.</summary>
    public bool IsRunning(long sequence) => _running.Values.Contains(sequence);

    public async ValueTask StartingAsync(OperationRun run, CancellationToken cancellationToken)
    {
        var intent = await DescribeAsync(run, cancellationToken).ConfigureAwait(false);
        if (intent is null)
        {
            return;
        }

        try
        {
            _running[run.Id] = await journal.StartAsync(run.Kind, ProcessIdentity.Current, intent, cancellationToken).ConfigureAwait(false);
        }
        catch (JournalException failure) when (policy == JournalPolicy.WherePossible)
        {
            GuardLog.JournalUnusable(logger, failure);
        }
    }

    public ValueTask EndedAsync(OperationRun run, Exception? failure) => failure switch
    {
        null => CompleteAsync(run),
        UnknownOutcomeException => ValueTask.CompletedTask,
        _ => AbandonAsync(run),
    };

    public ValueTask SettledAsync(OperationRun run, SettledOutcome outcome)
    {
        switch (outcome)
        {
            case SettledOutcome.Completed:
                return CompleteLateAsync(run);
            case SettledOutcome.NotCompleted:
                return AbandonAsync(run);
            default:
                _running.TryRemove(run.Id, out _); // It stays open in the journal, for a recovery.
                return ValueTask.CompletedTask;
        }
    }

    private static async ValueTask<OperationIntent?> DescribeAsync(OperationRun run, CancellationToken cancellationToken)
    {
        try
        {
            var intent = await run.Operation.DescribeAsync(run.Engine, cancellationToken).ConfigureAwait(false);
            return run.Operation.IsRecovery && intent is not null ? intent with { IsRecovery = true } : intent;
        }
        catch (DockerApiException cause)
        {
            throw FailureFactory.FromAnswer(run.Kind, run.Operation.ImageText, cause);
        }
    }

    /// <summary>The engine has done it, so a journal that fails now is no failure of the operation: a recovery will see to it.</summary>
    /// <exception cref="NotDurableException">The disk has failed, and what was to be on it may not be.</exception>
    private async ValueTask CompleteAsync(OperationRun run)
    {
        if (!_running.TryGetValue(run.Id, out var sequence))
        {
            return;
        }

        try
        {
            await settler.CompleteAsync(sequence, run.Operation.Result, run.Engine).ConfigureAwait(false);
        }
        catch (JournalException failure)
        {
            GuardLog.NotSettled(logger, run.Kind, string.Join(", ", run.Images), failure);
        }
        catch (IOException failure)
        {
            throw new NotDurableException(new ImageFailure(FailureKind.NotDurable, run.Kind, run.Operation.ImageText), failure);
        }
        finally
        {
            _running.TryRemove(run.Id, out _);
        }
    }

    /// <summary>As <see cref="CompleteAsync"/>, for an operation whose caller has been told already that its outcome is unknown.</summary>
    private async ValueTask CompleteLateAsync(OperationRun run)
    {
        try
        {
            await CompleteAsync(run).ConfigureAwait(false);
        }
        catch (NotDurableException failure)
        {
            GuardLog.NotSettled(logger, run.Kind, string.Join(", ", run.Images), failure);
        }
    }

    private async ValueTask AbandonAsync(OperationRun run)
    {
        if (!_running.TryRemove(run.Id, out var sequence))
        {
            return;
        }

        try
        {
            await journal.AdvanceAsync(sequence, JournalState.Abandoned).ConfigureAwait(false);
        }
        catch (JournalException failure)
        {
            GuardLog.NotSettled(logger, run.Kind, string.Join(", ", run.Images), failure);
        }
    }
}
