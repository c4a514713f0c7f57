using System.Collections.Concurrent;
using ImageGuard.Model;

namespace ImageGuard.Locks;

/// <summary>All locks of one engine, and the one way to take them: by plan.</summary>
internal sealed class LockTable(HolderBook book, Func<LockResource, IReadOnlyList<ICrossProcessLock>> beyond) : IDisposable
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
    /// <exception cref="OperationCanceledException">Cancelled; none is held.</exception>
    public async Task<ILockHold> AcquireAsync(
        LockPlan plan, ImageOperationKind operation, IReadOnlyCollection<string> images, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(timeout);

        var line = book.Write(plan, operation, images);
        var holds = new HoldStack();
        holds.Push(line);
        var wanted = default((LockResource Resource, OverlapMode Mode));
        try
        {
            foreach (var entry in plan.Entries)
            {
                wanted = entry;
                var resourceLock = _locks.GetOrAdd(entry.Resource, resource => new ResourceLock(beyond(resource)));
                holds.Push(await resourceLock.AcquireAsync(entry.Mode, deadline.Token).ConfigureAwait(false));
            }

            line.MarkHeld();
            return holds;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            var blockers = book.FindBlockers(wanted.Resource, wanted.Mode, line);
            await holds.DisposeAsync().ConfigureAwait(false);
            throw new LockTimeoutException(operation, images, timeout, blockers);
        }
        catch
        {
            await holds.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var resourceLock in _locks.Values)
        {
            resourceLock.Dispose();
        }

        book.Dispose();
    }
}
