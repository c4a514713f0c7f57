namespace ImageGuard.Engines.Tests;

/// <summary>An operation that is repeated in the background, whatever the engine answers, until this object is disposed.</summary>
internal sealed class Background : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _repeating;

    private Background(Func<Task> operation) => _repeating = Task.Run(async () =>
    {
        while (!_stop.IsCancellationRequested)
        {
            await Outcome.OfAsync(operation);
        }
    });

    public static Background Repeat(Func<Task> operation) => new(operation);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _repeating;
        _stop.Dispose();
    }
}
