using ImageGuard.Diagnostics;
using Microsoft.Extensions.Hosting;

namespace ImageGuard;

/// <summary>
/// Keeps the engine within <see cref="ImageGuardOptions.Budget"/> for as long as the host runs.
/// <c>AddImageGuard</c> registers it where there is a budget.
/// </summary>
public sealed class HousekeepingService(DockerImageGuard guard) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (guard.Options.Budget is not { } budget)
        {
            return;
        }

        using var timer = new PeriodicTimer(guard.Options.HousekeepingInterval);
        try
        {
            do
            {
                await TryAsync(budget, stoppingToken).ConfigureAwait(false);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    /// <summary>One failure, such as an engine that restarts, must not end the housekeeping, nor the host.</summary>
    private async Task TryAsync(ImageBudget budget, CancellationToken stoppingToken)
    {
        try
        {
            await guard.KeepWithinAsync(budget, cancellationToken: stoppingToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
        {
            GuardLog.HousekeepingFailed(guard.Logger, failure);
        }
    }
}
