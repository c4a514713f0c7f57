using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ImageGuard;

/// <summary>Whether the engine answers and the lock folder locks. Register it with <c>AddHealthChecks().AddCheck&lt;…&gt;</c>.</summary>
public sealed class ImageGuardHealthCheck(DockerImageGuard guard) : IHealthCheck
{
    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        try
        {
            await guard.PingAsync(cancellationToken).ConfigureAwait(false);
            return HealthCheckResult.Healthy();
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, "The engine or the lock folder cannot be used.", failure);
        }
    }
}
