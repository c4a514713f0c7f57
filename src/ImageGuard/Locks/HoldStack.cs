namespace ImageGuard.Locks;

/// <summary>Holds that are released together, the last taken first.</summary>
internal sealed class HoldStack : ILockHold
{
    private readonly Stack<IAsyncDisposable> _holds = new();
    private readonly List<CancellationToken> _losable = [];
    private CancellationTokenSource? _anyLost;

    /// <summary>Is cancelled when any of them is lost. To be asked for when all are there.</summary>
    public CancellationToken Lost => _losable switch
    {
        [] => CancellationToken.None,
        [var only] => only,
        _ => (_anyLost ??= CancellationTokenSource.CreateLinkedTokenSource([.. _losable])).Token,
    };

    public void Push(ILockHold hold)
    {
        _holds.Push(hold);
        if (hold.Lost.CanBeCanceled)
        {
            _losable.Add(hold.Lost);
        }
    }

    public void Push(IAsyncDisposable hold) => _holds.Push(hold);

    /// <summary>Takes one hold after the other until one is not to be had; then it releases what it has.</summary>
    /// <returns>Whether it has them all.</returns>
    public async ValueTask<bool> TryPushAllAsync<T>(IEnumerable<T> sources, Func<T, ValueTask<ILockHold?>> tryTake)
    {
        var isComplete = false;
        try
        {
            foreach (var source in sources)
            {
                if (await tryTake(source).ConfigureAwait(false) is not { } hold)
                {
                    return false;
                }

                Push(hold);
            }

            return isComplete = true;
        }
        finally
        {
            if (!isComplete)
            {
                await DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _anyLost?.Dispose();
        List<Exception>? failures = null;
        while (_holds.TryPop(out var hold))
        {
            try
            {
                await hold.DisposeAsync().ConfigureAwait(false);
            }
            catch (Exception failure)
            {
                (failures ??= []).Add(failure); // A lock that cannot be released must not keep the others.
            }
        }

        if (failures is not null)
        {
            throw new AggregateException("Not every lock could be released.", failures);
        }
    }
}
