using Medallion.Threading;

namespace ImageGuard;

/// <summary>
/// Leases on what operations use, kept where every machine that shares an engine sees them. A lock ends with the connection that holds it,
/// but the engine may go on with the operation; its lease stays until the guard knows how it ended (S1).
/// </summary>
public interface IOperationLeases
{
    /// <summary>Makes sure that leases can be had, when a guard opens.</summary>
    /// <exception cref="System.Data.Common.DbException">They cannot.</exception>
    ValueTask OpenAsync(CancellationToken cancellationToken);

    /// <summary>Waits until no lease of others stands against the operation, and enters one for it.</summary>
    /// <returns>
    /// Disposing it ends the lease. It counts as lost where it could not be renewed for so long that others will soon take it for abandoned.
    /// </returns>
    /// <exception cref="System.Data.Common.DbException">The server cannot be reached, or refuses.</exception>
    ValueTask<IDistributedSynchronizationHandle> EnterAsync(LeasedOperation operation, CancellationToken cancellationToken);

    /// <summary>The operations of others that stand against this one.</summary>
    /// <exception cref="System.Data.Common.DbException">The server cannot be reached, or refuses.</exception>
    ValueTask<IReadOnlyList<LockHolder>> FindHoldersAsync(LeasedOperation operation, CancellationToken cancellationToken);
}
