using System.Collections.Concurrent;
using System.Data.Common;
using ImageGuard.Model;

namespace ImageGuard.Locks;

/// <summary>All locks of one engine, and how to take them: by plan.</summary>
/// <param name="book">Where operations of this machine are written down.</param>
/// <param name="beyond">The locks of a resource that other processes see.</param>
/// <param name="leases">What other machines see of operations that may still be at work when their locks are lost; null for none.</param>
internal sealed class LockTable(
    HolderBook book, Func<LockResource, IReadOnlyList<ICrossProcessLock>> beyond, EngineLeases? leases = null) : IDisposable
{
    private readonly ConcurrentDictionary<LockResource, ResourceLock> _locks = new();

    /// <summary>Takes every lock of the plan, in its order.</summary>
    /// <param name="plan">What to take.</param>
    /// <param name="operation">What it is for, as the messages of others say it.</param>
    /// <param name="images">The images that the operation names, for the same purpose.</param>
    /// <param name="timeout">How long to wait for all of them together.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Disposing it releases them all.</returns>
    /// <exception cref="LockTimeoutException">Not all were free in time; none is held.</exception>
    /// <exception cref="ImageGuardException">The server of the locks refuses, or was away for all that time; none is held.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; none is held.</exception>
    public async Task<ILockHold> AcquireAsync(
        LockPlan plan, ImageOperationKind operation, IReadOnlyCollection<string> images, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(timeout);

        while (true)
        {
            var line = book.Write(plan, operation, images);
            var holds = new HoldStack();
            holds.Push(line);
            var wanted = default((LockResource Resource, OverlapMode Mode));
            try
            {
                foreach (var entry in plan.Entries)
                {
                    wanted = entry;
                    holds.Push(await Outage.RideOutAsync(
                        token => LockOf(entry.Resource).AcquireAsync(entry.Mode, token), deadline.Token).ConfigureAwait(false));
                }

                if (leases is not null)
                {
                    holds.Push(await leases.EnterAsync(plan, line.Entry.Holder, deadline.Token).ConfigureAwait(false));
                }

                if (!holds.Lost.IsCancellationRequested)
                {
                    line.MarkHeld();
                    return holds;
                }
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                var blockers = await FindBlockersAsync(plan, wanted, line).ConfigureAwait(false);
                await holds.DisposeAsync().ConfigureAwait(false);
                throw new LockTimeoutException(operation, images, timeout, blockers);
            }
            catch (Exception failure)
            {
                await holds.DisposeAsync().ConfigureAwait(false);
                cancellationToken.ThrowIfCancellationRequested();
                if (failure is DbException)
                {
                    throw new ImageGuardException(new ImageFailure(FailureKind.LockServer, operation, ImageFailure.TextOf(images)), failure);
                }

                throw;
            }

            await holds.DisposeAsync().ConfigureAwait(false); // The first were lost, with their connection, while it waited for the last.
        }
    }

    /// <summary>Takes every lock of the plan without waiting.</summary>
    /// <returns>Null if one is not free, or somebody waits for it; or if that is not known without asking for a lease.</returns>
    public async Task<ILockHold?> TryAcquireAsync(
        LockPlan plan, ImageOperationKind operation, IReadOnlyCollection<string> images, CancellationToken cancellationToken)
    {
        if (leases is not null)
        {
            return null;
        }

        var line = book.Write(plan, operation, images);
        var holds = new HoldStack();
        holds.Push(line);
        try
        {
            if (!await holds.TryPushAllAsync(plan.Entries, entry => LockOf(entry.Resource).TryAcquireAsync(entry.Mode, cancellationToken))
                .ConfigureAwait(false))
            {
                return null;
            }
        }
        catch (DbException)
        {
            return null; // The server of the locks is away; whoever waits for it hears more.
        }

        line.MarkHeld();
        return holds;
    }

    public void Dispose()
    {
        foreach (var resourceLock in _locks.Values)
        {
            resourceLock.Dispose();
        }

        book.Dispose();
    }

    private ResourceLock LockOf(LockResource resource) => _locks.GetOrAdd(resource, each => new ResourceLock(beyond(each)));

    private async Task<IReadOnlyList<LockHolder>> FindBlockersAsync(
        LockPlan plan, (LockResource Resource, OverlapMode Mode) wanted, HolderBook.Line line)
    {
        var here = book.FindBlockers(wanted.Resource, wanted.Mode, line);
        return leases is null
            ? here
            : [.. here, .. (await leases.FindHoldersAsync(plan, line.Entry.Holder).ConfigureAwait(false)).ExceptBy(here.Select(IdentityOf), IdentityOf)];

        static (string Machine, int Process, DateTimeOffset Since) IdentityOf(LockHolder holder) =>
            (holder.Machine, holder.ProcessId, holder.Since);
    }
}
