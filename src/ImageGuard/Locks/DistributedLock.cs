using System.Data.Common;
using ImageGuard.Model;
using Medallion.Threading;

namespace ImageGuard.Locks;

/// <summary>A reader-writer lock between machines, from any provider of DistributedLock.</summary>
internal sealed class DistributedLock(IDistributedReaderWriterLock @lock) : ICrossProcessLock
{
    public async ValueTask<ILockHold> AcquireAsync(OverlapMode mode, CancellationToken cancellationToken) => new Hold(
        mode == OverlapMode.Exclusive
            ? await @lock.AcquireWriteLockAsync(timeout: null, cancellationToken).ConfigureAwait(false)
            : await @lock.AcquireReadLockAsync(timeout: null, cancellationToken).ConfigureAwait(false));

    private sealed class Hold(IDistributedSynchronizationHandle handle) : ILockHold
    {
        public CancellationToken Lost { get; } = handle.HandleLostToken;

        public async ValueTask DisposeAsync()
        {
            try
            {
                await handle.DisposeAsync().ConfigureAwait(false);
            }
            catch (Exception failure) when (Lost.IsCancellationRequested || failure is DbException or InvalidOperationException)
            {
                // Its connection is gone, which may not have been noticed until now, and the lock with it.
            }
        }
    }
}
