using Docker.DotNet;
using ImageGuard.Engines;
using ImageGuard.Operations;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ImageGuard;

/// <summary>
/// Image operations on one engine that do not race one another, in this process, on this machine and, with
/// <see cref="ImageGuardOptions.DistributedLocks"/>, beyond it; that never force; and whose failures are exceptions.
/// </summary>
/// <remarks>
/// <para>Every operation may throw, beside what it names itself: <see cref="ImageGuardException"/> (see the failure's kind and advice),
/// <see cref="LockTimeoutException"/>, <see cref="UnknownOutcomeException"/> where the call was cancelled or broke off after it had
/// reached the engine, <see cref="NotDurableException"/> where the engine's disk has failed, and <see cref="HttpRequestException"/> where the engine cannot be reached.</para>
/// <para>Do not call an operation from the progress of another: it would wait for its caller's locks.</para>
/// </remarks>
public sealed partial class DockerImageGuard : IAsyncDisposable, IDisposable
{
    private readonly object _sync = new();
    private readonly IDockerClient _client;
    private readonly ILogger _logger;
    private Task<GuardSession>? _session;

    internal DockerImageGuard(IDockerClient client, ImageGuardOptions options, ILogger logger)
    {
        _client = client;
        Options = options;
        _logger = logger;
    }

    internal ImageGuardOptions Options { get; }

    internal ILogger Logger => _logger;

    /// <summary>Opens a guard: asks the engine who it is, and proves that the lock folder locks.</summary>
    /// <param name="client">The engine; the guard does not dispose it.</param>
    /// <param name="options">How the guard works; null for the defaults.</param>
    /// <param name="logger">Where it logs; null for nowhere.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="HttpRequestException">The engine cannot be reached.</exception>
    /// <exception cref="IOException">The lock folder cannot be used, or does not lock.</exception>
    public static async Task<DockerImageGuard> OpenAsync(
        IDockerClient client,
        ImageGuardOptions? options = null,
        ILogger<DockerImageGuard>? logger = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        var guard = new DockerImageGuard(client, options ?? new ImageGuardOptions(), logger ?? NullLogger<DockerImageGuard>.Instance);
        await guard.OpenAsync(cancellationToken).ConfigureAwait(false);
        return guard;
    }

    /// <summary>
    /// Releases everything. Operations whose outcome is not settled yet give up on it (<see cref="SettledOutcome.Unknown"/>).
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (_session is { IsCompletedSuccessfully: true })
        {
            await (await _session.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>As <see cref="DisposeAsync"/>, which is to be preferred; for containers that dispose synchronously.</summary>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    /// <summary>Makes sure that the engine answers and that the guard is open.</summary>
    internal async Task PingAsync(CancellationToken cancellationToken)
    {
        await OpenAsync(cancellationToken).ConfigureAwait(false);
        await _client.System.PingAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Opens the guard if it is not open yet; a failed attempt is repeated by the next call.</summary>
    internal async Task<GuardSession> OpenAsync(CancellationToken cancellationToken)
    {
        Task<GuardSession> session;
        lock (_sync)
        {
            if (_session is null or { IsFaulted: true } or { IsCanceled: true })
            {
                _session = GuardSession.OpenAsync(_client, Options, _logger, cancellationToken);
            }

            session = _session;
        }

        return await session.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Runs an operation through another client of the same engine.</summary>
    internal async Task<TResult> RunAsync<TResult>(
        IDockerClient client, GuardedOperation<TResult> operation, CancellationToken cancellationToken)
    {
        var session = await OpenAsync(cancellationToken).ConfigureAwait(false);
        return await session.Pipeline.RunAsync(operation, new Engine(client, session.Identity), cancellationToken).ConfigureAwait(false);
    }

    private Task<TResult> RunAsync<TResult>(GuardedOperation<TResult> operation, CancellationToken cancellationToken) =>
        RunAsync(_client, operation, cancellationToken);
}
