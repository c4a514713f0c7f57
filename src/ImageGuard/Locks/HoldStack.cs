namespace ImageGuard.Locks;

/// <summary>Holds that are released together, the last taken first.</summary>
internal sealed class HoldStack : IAsyncDisposable
{
    private readonly Stack<IAsyncDisposable> _holds = new();

    public void Push(IAsyncDisposable hold) => _holds.Push(hold);

    public async ValueTask DisposeAsync()
    {
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
