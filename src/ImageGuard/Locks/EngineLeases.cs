using System.Data.Common;
using ImageGuard.Model;

namespace ImageGuard.Locks;

/// <summary>The leases on one engine.</summary>
internal sealed class EngineLeases(IOperationLeases leases, string engineKey)
{
    /// <summary>How long a message may wait for the names of those who stand in the way.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Waits until no other machine's operation stands against the plan, and enters a lease.</summary>
    public async Task<ILockHold> EnterAsync(LockPlan plan, LockHolder holder, CancellationToken cancellationToken)
    {
        var operation = Describe(plan, holder with { Holds = true });
        return new DistributedHold(
            await Outage.RideOutAsync(token => leases.EnterAsync(operation, token), cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Who stands against the plan, as far as the server can tell at this moment.</summary>
    public async Task<IReadOnlyList<LockHolder>> FindHoldersAsync(LockPlan plan, LockHolder holder)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            return await leases.FindHoldersAsync(Describe(plan, holder), patience.Token).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is DbException or OperationCanceledException)
        {
            return [];
        }
    }

    private LeasedOperation Describe(LockPlan plan, LockHolder holder) => new(
        engineKey, NamesOf(plan, OverlapMode.Shared), NamesOf(plan, OverlapMode.Exclusive), holder);

    private static string[] NamesOf(LockPlan plan, OverlapMode mode) =>
        [.. plan.Entries.Where(entry => entry.Mode == mode).Select(entry => entry.Resource.ToString())];
}
