namespace ImageGuard.Locks;

/// <summary>A lock that is held; disposing it releases it.</summary>
internal interface ILockHold : IAsyncDisposable
{
    /// <summary>Is cancelled when the lock is lost before it is released, as by a lost connection. Never, where that cannot happen.</summary>
    CancellationToken Lost { get; }
}
