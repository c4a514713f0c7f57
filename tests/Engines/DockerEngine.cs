namespace ImageGuard.Engines;

/// <summary>
/// A real engine to test against: the one that <c>DOCKER_HOST</c> names, else a throwaway <c>dockerd</c> of this process
/// that leaves nothing behind, however the process ends.
/// </summary>
public sealed class DockerEngine : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly ThrowawayDaemon? _daemon;

    private DockerEngine(Uri endpoint, ThrowawayDaemon? daemon)
    {
        Endpoint = endpoint;
        _daemon = daemon;
    }

    /// <summary>Where the engine's API listens.</summary>
    public Uri Endpoint { get; }

    /// <summary>The folder of a throwaway engine, named like its parent cgroup; null for the engine of <c>DOCKER_HOST</c>.</summary>
    public string? Folder => _daemon?.Folder;

    /// <summary>Gives the engine of <c>DOCKER_HOST</c>, or starts a throwaway one.</summary>
    /// <exception cref="EngineUnavailableException">There is no engine; the message says what to do.</exception>
    public static async Task<DockerEngine> OpenAsync(CancellationToken cancellationToken = default)
    {
        var host = Environment.GetEnvironmentVariable("DOCKER_HOST");
        if (string.IsNullOrEmpty(host))
        {
            return await StartThrowawayAsync(cancellationToken);
        }

        var endpoint = new Uri(host);
        if (!await EnginePing.AnswersAsync(endpoint, cancellationToken))
        {
            throw new EngineUnavailableException(
                $"No engine answers at DOCKER_HOST={host}. Start it, or unset DOCKER_HOST to let the tests start a throwaway one.");
        }

        return new DockerEngine(endpoint, daemon: null);
    }

    /// <summary>Starts a throwaway engine, whatever <c>DOCKER_HOST</c> says.</summary>
    /// <exception cref="EngineUnavailableException">It cannot be started; the message says what to do.</exception>
    public static Task<DockerEngine> StartThrowawayAsync(CancellationToken cancellationToken = default) =>
        StartThrowawayAsync(EngineKind.DockerClassic, cancellationToken);

    /// <summary>As the other overload, of a kind that is not this machine's own where need be.</summary>
    /// <exception cref="EngineUnavailableException">It cannot be started; the message says what to do.</exception>
    public static Task<DockerEngine> StartThrowawayAsync(EngineKind kind, CancellationToken cancellationToken = default) =>
        StartThrowawayAsync(EngineProgram.Of(kind), cancellationToken);

    internal static async Task<DockerEngine> StartThrowawayAsync(EngineProgram program, CancellationToken cancellationToken)
    {
        var daemon = ThrowawayDaemon.Start(program);
        try
        {
            await daemon.WaitUntilAnsweringAsync(StartLimit, cancellationToken);
        }
        catch
        {
            await daemon.DisposeAsync();
            throw;
        }

        return new DockerEngine(daemon.Endpoint, daemon);
    }

    /// <summary>Ends a throwaway engine and waits until nothing of it is left; leaves the engine of <c>DOCKER_HOST</c> alone.</summary>
    public ValueTask DisposeAsync() => _daemon?.DisposeAsync() ?? ValueTask.CompletedTask;
}
