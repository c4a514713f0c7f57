namespace ImageGuard.Operations;

/// <summary>Several observers as one, told in order.</summary>
internal sealed class ObserverList(params IReadOnlyList<IOperationObserver> observers) : IOperationObserver
{
    public async ValueTask StartingAsync(OperationRun run, CancellationToken cancellationToken)
    {
        foreach (var observer in observers)
        {
            await observer.StartingAsync(run, cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask EndedAsync(OperationRun run, Exception? failure)
    {
        foreach (var observer in observers)
        {
            await observer.EndedAsync(run, failure).ConfigureAwait(false);
        }
    }

    public async ValueTask SettledAsync(OperationRun run, SettledOutcome outcome)
    {
        foreach (var observer in observers)
        {
            await observer.SettledAsync(run, outcome).ConfigureAwait(false);
        }
    }
}
