using Docker.DotNet;
using ImageGuard.Diagnostics;
using ImageGuard.Engines;
using ImageGuard.Housekeeping;
using ImageGuard.Journal;
using ImageGuard.Locks;
using ImageGuard.Operations;
using ImageGuard.Recovery;
using Microsoft.Extensions.Logging;

namespace ImageGuard;

/// <summary>What a guard has once it knows its engine: the engine's locks, and the pipeline over them.</summary>
internal sealed class GuardSession : IAsyncDisposable
{
    private readonly LockTable _locks;
    private readonly OutcomeSettler _settler;
    private readonly EventReader _events;
    private readonly SessionJournal? _journal;
    private readonly Recoverer? _recoverer;
    private readonly ILogger _logger;

    private GuardSession(EngineIdentity identity, Uri? endpoint, ImageGuardOptions options, ILogger logger)
    {
        var folder = LockFolder.Open(options.LockFolder, identity.Key);
        _locks = new LockTable(
            new HolderBook(folder),
            resource => LocksBeyond(resource.ToString(), folder, identity, options),
            options.Leases is { } leases ? new EngineLeases(leases, identity.Key) : null);
        _journal = SessionJournal.Open(identity, endpoint, options, logger, VerifyAsync);
        var chronicle = new Chronicle(_journal?.Operations, logger);
        _events = new EventReader(chronicle);
        var observer = new ObserverList([
            .. _journal is null ? Array.Empty<IOperationObserver>()
                : identity.Storage.UsesContainerd && _journal.Disk.IsLocal
                    ? [new LeftLayers(_journal.Operations, options.Clock), _journal.Observer] // Before it is completed.
                    : [_journal.Observer],
            new ChronicleObserver(chronicle, identity.ClockAhead),
            new GuardTelemetry(logger)]); // Last: what the journal refuses has not started, and what is not on disk has not succeeded.
        _settler = new OutcomeSettler(observer, options.SettleTime);
        Identity = identity;
        Pipeline = new OperationPipeline(_locks, _settler, observer, options.LockTimeout);
        var remover = new ImageRemover(Pipeline);
        Housekeeper = new Housekeeper(chronicle, _events, remover);
        Unnamed = new UnnamedImages(chronicle, _events, remover);
        _logger = logger;
        _recoverer = _journal is null ? null : new Recoverer(
            _journal, Pipeline, _settler, _locks, new ResourceLock(LocksBeyond("recovery", folder, identity, options)), options, logger);
    }

    public EngineIdentity Identity { get; }

    public OperationPipeline Pipeline { get; }

    public Housekeeper Housekeeper { get; }

    public UnnamedImages Unnamed { get; }

    /// <summary>What was recovered before the first operation.</summary>
    public RecoveryReport RecoveredAtOpen { get; private set; } = new([]);

    public static async Task<GuardSession> OpenAsync(
        IDockerClient client, ImageGuardOptions options, ILogger logger, CancellationToken cancellationToken)
    {
        var identity = await EngineIdentity.ReadAsync(client.System, options.EngineKey, cancellationToken).ConfigureAwait(false);
        if (options.Leases is { } leases)
        {
            await leases.OpenAsync(cancellationToken).ConfigureAwait(false);
        }

        var session = new GuardSession(identity, VersionedMembers.EndpointOf(client), options, logger);
        if (options.RecoverAtOpen)
        {
            await session.TryRecoverAsync(new Engine(client, identity), cancellationToken).ConfigureAwait(false);
        }

        return session;
    }

    /// <summary>Recovers what was interrupted; without a journal nothing is known of it.</summary>
    public async Task<RecoveryReport> RecoverAsync(
        Engine engine, bool waits, IProgress<ImageProgress>? progress, CancellationToken cancellationToken) =>
        _recoverer is null
            ? new RecoveryReport([])
            : await _recoverer.RecoverAsync(engine, waits, progress, cancellationToken).ConfigureAwait(false);

    /// <summary>What a recovery would look at.</summary>
    public async Task<IReadOnlyList<InterruptedOperation>> FindInterruptedAsync(CancellationToken cancellationToken) =>
        _recoverer is null ? [] : await _recoverer.FindAsync(cancellationToken).ConfigureAwait(false);

    public async ValueTask DisposeAsync()
    {
        await _settler.DisposeAsync().ConfigureAwait(false);
        if (_journal is not null)
        {
            await _journal.DisposeAsync().ConfigureAwait(false);
        }

        _recoverer?.Dispose();
        Housekeeper.Dispose();
        _events.Dispose();
        _locks.Dispose();
    }

    /// <summary>Recovers before the first operation; a failure of that is no reason not to open.</summary>
    private async Task TryRecoverAsync(Engine engine, CancellationToken cancellationToken)
    {
        try
        {
            RecoveredAtOpen = await RecoverAsync(engine, waits: false, progress: null, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            GuardLog.RecoveryFailed(_logger, failure);
        }
    }

    private async Task<bool> VerifyAsync(string image, Engine engine, CancellationToken cancellationToken)
    {
        try
        {
            var verification = new VerifyOperation(image, quick: false, progress: null);
            var found = await Pipeline.RunAsync(verification, engine, cancellationToken).ConfigureAwait(false);
            if (found.NotComparable is { } reason)
            {
                GuardLog.NotComparable(_logger, image, reason);
            }

            return !found.IsDamaged;
        }
        catch (ImageNotFoundException)
        {
            return false;
        }
    }

    private static ICrossProcessLock[] LocksBeyond(string resource, string folder, EngineIdentity identity, ImageGuardOptions options)
    {
        var file = new FileLock(folder, resource);
        return options.DistributedLocks is { } provider
            ? [file, new DistributedLock(provider.CreateReaderWriterLock($"imageguard/{identity.Key}/{resource}"))]
            : [file];
    }
}
