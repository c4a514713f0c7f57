using ImageGuard.Diagnostics;
using Microsoft.Extensions.Hosting;

namespace ImageGuard;

/// <summary>
/// Recovers when the host starts, and every <see cref="ImageGuardOptions.RecoveryInterval"/>: what stood in the way may be gone, and what
/// is on an engine elsewhere may be due. <c>AddImageGuard</c> registers it where there is a journal.
/// </summary>
public sealed class RecoveryService(DockerImageGuard guard) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(guard.Options.RecoveryInterval);
        try
        {
            do
            {
                await TryAsync(stoppingToken).ConfigureAwait(false);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    /// <summary>One failure, such as an engine that restarts, must not end the recoveries, nor the host.</summary>
    private async Task TryAsync(CancellationToken stoppingToken)
    {
        try
        {
            await guard.RecoverAsync(cancellationToken: stoppingToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
        {
            GuardLog.RecoveryFailed(guard.Logger, failure);
        }
    }
}
