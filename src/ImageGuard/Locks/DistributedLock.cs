using ImageGuard.Model;
using Medallion.Threading;

namespace ImageGuard.Locks;

/// <summary>A reader-writer lock between machines, from any provider of DistributedLock.</summary>
internal sealed class DistributedLock(IDistributedReaderWriterLock @lock) : ICrossProcessLock
{
    public async ValueTask<ILockHold> AcquireAsync(OverlapMode mode, CancellationToken cancellationToken) => new DistributedHold(
        mode == OverlapMode.Exclusive
            ? await @lock.AcquireWriteLockAsync(timeout: null, cancellationToken).ConfigureAwait(false)
            : await @lock.AcquireReadLockAsync(timeout: null, cancellationToken).ConfigureAwait(false));

    public async ValueTask<ILockHold?> TryAcquireAsync(OverlapMode mode, CancellationToken cancellationToken)
    {
        var handle = mode == OverlapMode.Exclusive
            ? await @lock.TryAcquireWriteLockAsync(TimeSpan.Zero, cancellationToken).ConfigureAwait(false)
            : await @lock.TryAcquireReadLockAsync(TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
        return handle is null ? null : new DistributedHold(handle);
    }
}
