using ImageGuard.Model;

namespace ImageGuard.Locks;

/// <summary>A reader-writer lock that other processes see.</summary>
internal interface ICrossProcessLock
{
    /// <summary>Waits until the lock is held; disposing the result releases it.</summary>
    ValueTask<ILockHold> AcquireAsync(OverlapMode mode, CancellationToken cancellationToken);

    /// <summary>Takes the lock if it is free and nobody waits for it; null otherwise.</summary>
    ValueTask<ILockHold?> TryAcquireAsync(OverlapMode mode, CancellationToken cancellationToken);
}
