using ImageGuard.Model;

namespace ImageGuard.Locks;

/// <summary>The lock of one resource: first within the process, then beyond it.</summary>
internal sealed class ResourceLock(IReadOnlyList<ICrossProcessLock> beyond) : IDisposable
{
    private readonly FairLock<ILockHold> _within = new();

    /// <summary>Lets one of this process's waiters at a time ask beyond the process; the others would only poll the same files.</summary>
    private readonly SemaphoreSlim _door = new(1, 1);

    /// <summary>Waits for the lock; disposing the result releases it.</summary>
    public async ValueTask<ILockHold> AcquireAsync(OverlapMode mode, CancellationToken cancellationToken)
    {
        var heldBeyond = await _within.AcquireAsync(mode, cancellationToken).ConfigureAwait(false);
        try
        {
            heldBeyond ??= await AcquireBeyondAsync(mode, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            _within.Release(mode);
            throw;
        }

        return new Hold(this, mode, heldBeyond);
    }

    /// <summary>Takes the lock if it is free and nobody waits for it; null otherwise.</summary>
    public async ValueTask<ILockHold?> TryAcquireAsync(OverlapMode mode, CancellationToken cancellationToken)
    {
        if (!_within.TryAcquire(mode))
        {
            return null;
        }

        var held = new HoldStack();
        var isHeld = false;
        try
        {
            isHeld = await held.TryPushAllAsync(beyond, next => next.TryAcquireAsync(mode, cancellationToken)).ConfigureAwait(false);
            return isHeld ? new Hold(this, mode, held) : null;
        }
        finally
        {
            if (!isHeld)
            {
                _within.Release(mode);
            }
        }
    }

    public void Dispose() => _door.Dispose();

    private async ValueTask<ILockHold> AcquireBeyondAsync(OverlapMode mode, CancellationToken cancellationToken)
    {
        await _door.WaitAsync(cancellationToken).ConfigureAwait(false);
        var held = new HoldStack();
        try
        {
            foreach (var next in beyond)
            {
                held.Push(await next.AcquireAsync(mode, cancellationToken).ConfigureAwait(false));
            }

            return held;
        }
        catch
        {
            await held.DisposeAsync().ConfigureAwait(false);
            throw;
        }
        finally
        {
            _door.Release();
        }
    }

    private sealed class Hold(ResourceLock owner, OverlapMode mode, ILockHold heldBeyond) : ILockHold
    {
        public CancellationToken Lost { get; } = heldBeyond.Lost;

        public async ValueTask DisposeAsync()
        {
            if (mode == OverlapMode.Exclusive && !Lost.IsCancellationRequested && owner._within.TryHandOver(heldBeyond))
            {
                return;
            }

            try
            {
                await heldBeyond.DisposeAsync().ConfigureAwait(false);
            }
            finally
            {
                owner._within.Release(mode);
            }
        }
    }
}
