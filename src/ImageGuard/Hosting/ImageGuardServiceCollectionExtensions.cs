using Docker.DotNet;
using ImageGuard;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the guard with dependency injection.</summary>
public static class ImageGuardServiceCollectionExtensions
{
    /// <summary>
    /// Registers a <see cref="DockerImageGuard"/> for the registered <see cref="IDockerClient"/>. It opens with its first operation,
    /// or with the host, which recovers what was interrupted (<see cref="RecoveryService"/>). With <see cref="ImageGuardOptions.Budget"/>
    /// the host keeps the engine within it.
    /// </summary>
    /// <param name="services">Where to register.</param>
    /// <param name="configure">Sets the options, or null for the defaults.</param>
    public static IServiceCollection AddImageGuard(this IServiceCollection services, Action<ImageGuardOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = new ImageGuardOptions();
        configure?.Invoke(options);
        if (options.Journal != JournalPolicy.None)
        {
            services.AddHostedService<RecoveryService>();
        }

        if (options.Budget is not null)
        {
            services.AddHostedService<HousekeepingService>();
        }

        return services.AddSingleton(provider => new DockerImageGuard(
            provider.GetRequiredService<IDockerClient>(),
            options,
            provider.GetService<ILogger<DockerImageGuard>>() ?? NullLogger<DockerImageGuard>.Instance));
    }
}
