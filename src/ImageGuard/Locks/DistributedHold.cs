using System.Data.Common;
using Medallion.Threading;

namespace ImageGuard.Locks;

/// <summary>What is held on a server that other machines reach too.</summary>
internal sealed class DistributedHold(IDistributedSynchronizationHandle handle) : ILockHold
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
            // Its connection is gone, which may not have been noticed until now, and what it held with it.
        }
    }
}
