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
}
