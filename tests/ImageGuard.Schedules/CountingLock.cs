using ImageGuard.Locks;
using ImageGuard.Model;

namespace ImageGuard.Schedules;

/// <summary>A lock that counts how often it was taken exclusively.</summary>
internal sealed class CountingLock(ICrossProcessLock inner) : ICrossProcessLock
{
    public int ExclusiveHolds { get; private set; }

    public async ValueTask<ILockHold> AcquireAsync(OverlapMode mode, CancellationToken cancellationToken)
    {
        var hold = await inner.AcquireAsync(mode, cancellationToken);
        ExclusiveHolds += mode == OverlapMode.Exclusive ? 1 : 0;
        return hold;
    }

    public ValueTask<ILockHold?> TryAcquireAsync(OverlapMode mode, CancellationToken cancellationToken) =>
        inner.TryAcquireAsync(mode, cancellationToken);
}
