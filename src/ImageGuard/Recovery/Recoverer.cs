using Docker.DotNet;
using ImageGuard.Diagnostics;
using ImageGuard.Engines;
using ImageGuard.Journal;
using ImageGuard.Locks;
using ImageGuard.Model;
using ImageGuard.Operations;
using ImageGuard.Settling;
using ImageGuard.Verification;
using Microsoft.Extensions.Logging;

namespace ImageGuard.Recovery;

/// <summary>
/// Finds the operations that nobody is carrying out any more and that are not known to be on disk, and recovers them one after the other,
/// in their order. An operation stays open in the journal until it is recovered, so that a recovery that is cut off itself goes on the
/// next time.
/// </summary>
/// <param name="session">The journal, and who works with it in this process.</param>
/// <param name="pipeline">Runs what a recovery does.</param>
/// <param name="outcomes">Watches what the engine may still be carrying out.</param>
/// <param name="locks">The engine's locks.</param>
/// <param name="turn">Held by the one process that recovers.</param>
/// <param name="options">The user's.</param>
/// <param name="logger">Where it logs.</param>
internal sealed class Recoverer(
    SessionJournal session,
    OperationPipeline pipeline,
    OutcomeSettler outcomes,
    LockTable locks,
    ResourceLock turn,
    ImageGuardOptions options,
    ILogger logger) : IDisposable
{
    /// <summary>How long to wait for locks that show whether an operation still runs, or another recovery.</summary>
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(200);

    private readonly IOperationJournal _journal = session.Operations;
    private readonly EngineDisk _disk = session.Disk;

    /// <summary>Recovers.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="waits">
    /// Whether to wait for another process's recovery, and for what the engine may still be carrying out; else that is left for later.
    /// </param>
    /// <param name="progress">Is told how far the verification of an image is.</param>
    /// <param name="cancellationToken">Ends it; the next recovery goes on.</param>
    /// <exception cref="JournalException">The journal cannot be used.</exception>
    /// <exception cref="TimeoutException">Another process's recovery does not end.</exception>
    public async Task<RecoveryReport> RecoverAsync(
        Engine engine, bool waits, IProgress<ImageProgress>? progress, CancellationToken cancellationToken)
    {
        await ProbeContainer.RemoveAbandonedAsync(engine, cancellationToken).ConfigureAwait(false);
        var recovered = new List<RecoveredOperation>();
        if ((await _journal.ReadOpenAsync(cancellationToken).ConfigureAwait(false)).Count == 0
            || await TakeTurnAsync(waits, cancellationToken).ConfigureAwait(false) is not { } held)
        {
            return new RecoveryReport(recovered);
        }

        await using (held.ConfigureAwait(false))
        {
            var open = await _journal.ReadOpenAsync(cancellationToken).ConfigureAwait(false);
            var unreadable = new UnreadableImages(open.SelectMany(entry => entry.Intent.Names), pipeline, engine);
            foreach (var entry in open)
            {
                if (await IsOrphanAsync(entry, cancellationToken).ConfigureAwait(false)
                    && await RecoverAsync(entry, unreadable, engine, waits, progress, cancellationToken).ConfigureAwait(false) is { } operation)
                {
                    recovered.Add(operation);
                    GuardLog.Recovered(logger, operation.ToString());
                }
            }
        }

        return new RecoveryReport(recovered);
    }

    /// <summary>What a recovery would look at.</summary>
    /// <exception cref="JournalException">The journal cannot be used.</exception>
    public async Task<IReadOnlyList<InterruptedOperation>> FindAsync(CancellationToken cancellationToken)
    {
        var found = new List<InterruptedOperation>();
        foreach (var entry in await _journal.ReadOpenAsync(cancellationToken).ConfigureAwait(false))
        {
            if (!IsPartOfAnother(entry) && await IsOrphanAsync(entry, cancellationToken).ConfigureAwait(false))
            {
                found.Add(entry.ToInterrupted());
            }
        }

        return found;
    }

    public void Dispose() => turn.Dispose();

    /// <summary>One process recovers at a time.</summary>
    private async Task<ILockHold?> TakeTurnAsync(bool waits, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(waits ? options.LockTimeout : Glance);
        try
        {
            return await turn.AcquireAsync(OverlapMode.Exclusive, deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return waits ? throw new TimeoutException("The recovery of another process does not end.") : null;
        }
    }

    /// <summary>
    /// Whether nobody carries the operation out any more. Whoever does holds its locks until the journal says how it ended, and the system
    /// takes the locks from a process that has died.
    /// </summary>
    private async Task<bool> IsOrphanAsync(JournalEntry entry, CancellationToken cancellationToken)
    {
        var isOwn = entry.Process == ProcessIdentity.Current;
        if (isOwn ? session.Observer.IsRunning(entry.Sequence) || session.Settler.IsWaiting(entry.Sequence) : entry.Process.IsAlive == true)
        {
            return false;
        }

        if (entry.Process.IsAlive != false && entry.State == JournalState.Started)
        {
            var footprint = new ImageFootprint(ImageOperationKind.Remove) { Images = [.. entry.Intent.Keys] };
            try
            {
                var hold = await locks.AcquireAsync(
                    LockPlan.For(footprint), ImageOperationKind.Remove, entry.Intent.Names, Glance, cancellationToken).ConfigureAwait(false);
                await hold.DisposeAsync().ConfigureAwait(false);
            }
            catch (LockTimeoutException)
            {
                return false;
            }
        }

        var open = await _journal.ReadOpenAsync(cancellationToken).ConfigureAwait(false);
        return open.Any(now => now.Sequence == entry.Sequence && now.State == entry.State);
    }

    private async Task<RecoveredOperation?> RecoverAsync(
        JournalEntry entry,
        UnreadableImages unreadable,
        Engine engine,
        bool waits,
        IProgress<ImageProgress>? progress,
        CancellationToken cancellationToken)
    {
        if (IsPartOfAnother(entry))
        {
            await _journal.AdvanceAsync(entry.Sequence, JournalState.Recovered).ConfigureAwait(false);
            return null;
        }

        if (entry.State == JournalState.Completed && await SettleAsync(entry).ConfigureAwait(false))
        {
            return null;
        }

        var log = new RecoveryLog(entry);
        try
        {
            if (!await IsOverAsync(entry, engine, waits).ConfigureAwait(false))
            {
                return null;
            }

            await unreadable.RemoveAsync(log, cancellationToken).ConfigureAwait(false);
            var images = new ImageRecovery(entry, log, _journal, pipeline, engine, progress, options);
            if (OverlapTable.ModeOf(entry.Kind) == OverlapMode.Exclusive)
            {
                await new RemovalRecovery(entry, log, images).RunAsync(cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await new CreationRecovery(entry, log, images).RunAsync(cancellationToken).ConfigureAwait(false);
                await new Leavings(entry, log, images, engine).RemoveAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception failure) when (failure is ImageGuardException or DockerApiException)
        {
            log.Blocked($"It cannot be recovered now: {failure.Message}");
        }

        if (!log.IsOpen)
        {
            await CloseAsync(entry).ConfigureAwait(false);
        }

        return log.ToOperation();
    }

    /// <summary>
    /// Whether a recovery that was cut off did it: the operation that it recovered is still open, and comes before. Only what it has made
    /// is looked at by itself, since it may outlive that.
    /// </summary>
    private static bool IsPartOfAnother(JournalEntry entry) => entry.Intent.IsRecovery
        && (entry.State == JournalState.Started || OverlapTable.ModeOf(entry.Kind) == OverlapMode.Exclusive);

    /// <summary>
    /// Settles an operation that was completed and that no power cut has put in doubt. One on an engine elsewhere waits until it is due:
    /// then it is verified, for that engine may have lost power without this machine noticing.
    /// </summary>
    /// <returns>Whether there is nothing to recover, or nothing yet.</returns>
    private async Task<bool> SettleAsync(JournalEntry entry)
    {
        if (_disk.CanFlush(entry.Result?.Made.Values ?? []))
        {
            if (!entry.Process.IsOfThisBoot)
            {
                return false;
            }

            await CloseAsync(entry).ConfigureAwait(false);
            return true;
        }

        // A clock that was set back tells nothing; then it is better to look now than never.
        var age = options.Clock.GetUtcNow() - entry.Changed;
        return age >= TimeSpan.Zero && age < options.WriteBackTime;
    }

    /// <summary>Whether nothing more can come of an operation that was interrupted: an engine that has all it needs carries on by itself.</summary>
    private async Task<bool> IsOverAsync(JournalEntry entry, Engine engine, bool waits)
    {
        var hasRestarted = _disk.IsLocal && !entry.Process.IsOfThisBoot;
        if (entry.State != JournalState.Started || hasRestarted)
        {
            return true;
        }

        var longest = outcomes.LongestFor(entry.Intent.Settlement);
        var age = options.Clock.GetUtcNow() - entry.Began;
        var remaining = age >= TimeSpan.Zero && age < longest ? longest - age : TimeSpan.Zero;
        if (!waits)
        {
            return remaining == TimeSpan.Zero;
        }

        var outcome = await outcomes.WatchAsync(entry.Intent.Settlement, engine, entry.Began, remaining).ConfigureAwait(false);
        return outcome != SettledOutcome.Unknown || remaining == TimeSpan.Zero;
    }

    /// <summary>Ends an operation in the journal, once what stands now is on disk.</summary>
    private async Task CloseAsync(JournalEntry entry)
    {
        if (options.Durability != Durability.None)
        {
            await Task.Run(() => _disk.Flush(entry.Result?.Made.Values ?? [])).ConfigureAwait(false);
        }

        await _journal.AdvanceAsync(entry.Sequence, StateAfter(entry)).ConfigureAwait(false);
    }

    /// <summary>On an engine elsewhere, what was interrupted and carried out all the same is not on disk yet: it is verified when it is due.</summary>
    private JournalState StateAfter(JournalEntry entry) =>
        entry.State == JournalState.Completed ? JournalState.Settled
        : options.Durability == Durability.None || _disk.CanFlush([]) ? JournalState.Recovered
        : JournalState.Completed;
}
