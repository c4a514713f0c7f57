using Docker.DotNet;
using ImageGuard.Engines;

namespace ImageGuard.Operations;

/// <summary>
/// Keeps the locks of an operation whose call broke off until the engine's events say that it was carried out, or so much time has passed
/// that nothing can come of it any more.
/// </summary>
internal sealed class OutcomeSettler(IOperationObserver observer, TimeSpan settleTime) : IAsyncDisposable
{
    /// <summary>How long an engine that gives up on a closed connection needs for it.</summary>
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly CancellationTokenSource _closing = new();
    private readonly object _sync = new();
    private readonly HashSet<Task> _running = [];

    /// <summary>Settles in the background and then releases the locks. The result never faults.</summary>
    public Task<SettledOutcome> SettleAsync(Settlement settlement, Engine engine, OperationRun run, IAsyncDisposable held)
    {
        var settled = SettleAndReleaseAsync(settlement, engine, run, held);
        lock (_sync)
        {
            _running.Add(settled);
        }

        _ = settled.ContinueWith(Forget, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        return settled;
    }

    /// <summary>How long something may still come of an operation whose call broke off.</summary>
    public TimeSpan LongestFor(Settlement settlement) => settlement.EngineStops && StopTime < settleTime ? StopTime : settleTime;

    /// <summary>Watches the engine's events.</summary>
    /// <param name="settlement">What to look for.</param>
    /// <param name="engine">The engine.</param>
    /// <param name="start">When the operation began, by this machine's clock.</param>
    /// <param name="limit">How long to watch.</param>
    public async Task<SettledOutcome> WatchAsync(Settlement settlement, Engine engine, DateTimeOffset start, TimeSpan limit)
    {
        using var window = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token);
        window.CancelAfter(limit);

        var outcome = SettledOutcome.Unknown;
        while (!window.IsCancellationRequested)
        {
            try
            {
                var events = await engine.EventsSinceAsync(start, window.Token).ConfigureAwait(false);
                if (events.Any(settlement.IsConfirmedBy))
                {
                    return SettledOutcome.Completed;
                }

                outcome = SettledOutcome.NotCompleted;
                await Task.Delay(Pause, window.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                break;
            }
            catch (Exception failure) when (failure is HttpRequestException or IOException or TimeoutException or DockerApiException)
            {
                outcome = SettledOutcome.Unknown; // The engine is down, or restarting: keep asking.
                await Task.Delay(Pause, CancellationToken.None).ConfigureAwait(false);
            }
        }

        return _closing.IsCancellationRequested ? SettledOutcome.Unknown : outcome;
    }

    /// <summary>Gives up on what is not settled yet and waits until all locks are released.</summary>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        Task[] running;
        lock (_sync)
        {
            running = [.. _running];
        }

        await Task.WhenAll(running).ConfigureAwait(false);
        _closing.Dispose();
    }

    private void Forget(Task settled)
    {
        lock (_sync)
        {
            _running.Remove(settled);
        }
    }

    private async Task<SettledOutcome> SettleAndReleaseAsync(
        Settlement settlement, Engine engine, OperationRun run, IAsyncDisposable held)
    {
        await using (held.ConfigureAwait(false))
        {
            var outcome = await WatchAsync(settlement, engine, run.StartedAt, LongestFor(settlement)).ConfigureAwait(false);
            await observer.SettledAsync(run, outcome).ConfigureAwait(false);
            return outcome;
        }
    }
}
