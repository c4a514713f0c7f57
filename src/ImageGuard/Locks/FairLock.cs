using ImageGuard.Model;

namespace ImageGuard.Locks;

/// <summary>
/// A reader-writer lock within one process, for asynchronous code, that serves in order of arrival, so that neither side starves.
/// </summary>
/// <remarks>
/// The one exception to that order are groups: when an exclusive request is granted, the exclusive ones that are waiting already follow
/// it directly, and each may hand the next what it holds besides (<typeparamref name="TBaggage"/>). A shared request is overtaken only by
/// requests that were there when the group began, and by no more than <see cref="LargestGroup"/>, so the delay is bounded.
/// </remarks>
/// <typeparam name="TBaggage">What a member of a group hands to the next.</typeparam>
internal sealed class FairLock<TBaggage>
    where TBaggage : class
{
    private const int LargestGroup = 32;

    private static readonly Task<TBaggage?> NoBaggage = Task.FromResult<TBaggage?>(null);

    private readonly object _sync = new();
    private readonly LinkedList<Waiter> _queue = new();
    private int _sharedHolders;
    private bool _exclusivelyHeld;

    /// <summary>Waits for its turn.</summary>
    /// <returns>What the previous member of the group handed over, or null at the beginning of a group and for a shared request.</returns>
    /// <exception cref="OperationCanceledException">Cancelled before its turn came; the lock is not held.</exception>
    public Task<TBaggage?> AcquireAsync(OverlapMode mode, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<TBaggage?>(cancellationToken);
        }

        lock (_sync)
        {
            if (TryAcquire(mode))
            {
                return NoBaggage;
            }

            var node = _queue.AddLast(new Waiter(mode));
            node.Value.Cancellation = cancellationToken.UnsafeRegister(_ => Abandon(node, cancellationToken), null);
            return node.Value.Turn.Task;
        }
    }

    /// <summary>Takes the lock if it is free and nobody waits for it.</summary>
    public bool TryAcquire(OverlapMode mode)
    {
        lock (_sync)
        {
            if (_queue.Count > 0 || !IsFreeFor(mode))
            {
                return false;
            }

            Enter(mode);
            return true;
        }
    }

    /// <summary>Ends an exclusive hold by handing it to the next member of the group.</summary>
    /// <returns>False where the group has no further member; then the hold goes on, and <see cref="Release"/> ends it.</returns>
    public bool TryHandOver(TBaggage baggage)
    {
        lock (_sync)
        {
            for (var node = _queue.First; node is not null; node = node.Next)
            {
                if (node.Value.IsInGroup)
                {
                    Admit(node, baggage);
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Ends a hold.</summary>
    public void Release(OverlapMode mode)
    {
        lock (_sync)
        {
            if (mode == OverlapMode.Exclusive)
            {
                _exclusivelyHeld = false;
            }
            else
            {
                _sharedHolders--;
            }

            Admit();
        }
    }

    private void Abandon(LinkedListNode<Waiter> node, CancellationToken cancellationToken)
    {
        lock (_sync)
        {
            if (node.List is null)
            {
                return; // Its turn came first: the caller holds the lock and finds out about the cancellation by itself.
            }

            _queue.Remove(node);
            node.Value.Turn.SetCanceled(cancellationToken);
            Admit(); // It may have been an exclusive request that kept shared ones waiting.
        }
    }

    private void Admit()
    {
        while (_queue.First is { } first && IsFreeFor(first.Value.Mode))
        {
            Admit(first, baggage: null);
            Enter(first.Value.Mode);
        }
    }

    private void Admit(LinkedListNode<Waiter> node, TBaggage? baggage)
    {
        _queue.Remove(node);
        node.Value.Cancellation.Unregister(); // Not Dispose: that would wait for a callback which waits for this lock.
        node.Value.Turn.SetResult(baggage);
    }

    private bool IsFreeFor(OverlapMode mode) =>
        !_exclusivelyHeld && (mode == OverlapMode.Shared || _sharedHolders == 0);

    private void Enter(OverlapMode mode)
    {
        if (mode == OverlapMode.Shared)
        {
            _sharedHolders++;
            return;
        }

        _exclusivelyHeld = true;
        foreach (var waiter in _queue.Where(waiter => waiter.Mode == OverlapMode.Exclusive).Take(LargestGroup - 1))
        {
            waiter.IsInGroup = true;
        }
    }

    private sealed class Waiter(OverlapMode mode)
    {
        public OverlapMode Mode { get; } = mode;

        public bool IsInGroup { get; set; }

        public CancellationTokenRegistration Cancellation { get; set; }

        public TaskCompletionSource<TBaggage?> Turn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
