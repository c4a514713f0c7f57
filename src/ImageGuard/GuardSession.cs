using Docker.DotNet;
using ImageGuard.Diagnostics;
using ImageGuard.Engines;
using ImageGuard.Housekeeping;
using ImageGuard.Locks;
using ImageGuard.Operations;
using Microsoft.Extensions.Logging;

namespace ImageGuard;

/// <summary>What a guard has once it knows its engine: the engine's locks, and the pipeline over them.</summary>
internal sealed class GuardSession : IAsyncDisposable
{
    private readonly LockTable _locks;
    private readonly OutcomeSettler _settler;
    private readonly EventReader _events;

    private GuardSession(EngineIdentity identity, ImageGuardOptions options, ILogger logger)
    {
        var folder = LockFolder.Open(options.LockFolder, identity.Key);
        _locks = new LockTable(
            new HolderBook(folder),
            resource => LocksBeyond(resource, folder, identity, options),
            options.Leases is { } leases ? new EngineLeases(leases, identity.Key) : null);
        var chronicle = new MemoryChronicle();
        _events = new EventReader(chronicle);
        var observer = new ObserverList(new GuardTelemetry(logger), new ChronicleObserver(chronicle, identity.ClockAhead));
        _settler = new OutcomeSettler(observer, options.SettleTime);
        Identity = identity;
        Pipeline = new OperationPipeline(_locks, _settler, observer, options.LockTimeout);
        var remover = new ImageRemover(Pipeline);
        Housekeeper = new Housekeeper(chronicle, _events, remover);
        Unnamed = new UnnamedImages(chronicle, _events, remover);
    }

    public EngineIdentity Identity { get; }

    public OperationPipeline Pipeline { get; }

    public Housekeeper Housekeeper { get; }

    public UnnamedImages Unnamed { get; }

    public static async Task<GuardSession> OpenAsync(
        IDockerClient client, ImageGuardOptions options, ILogger logger, CancellationToken cancellationToken)
    {
        var identity = await EngineIdentity.ReadAsync(client.System, options.EngineKey, cancellationToken).ConfigureAwait(false);
        if (options.Leases is { } leases)
        {
            await leases.OpenAsync(cancellationToken).ConfigureAwait(false);
        }

        return new GuardSession(identity, options, logger);
    }

    public async ValueTask DisposeAsync()
    {
        await _settler.DisposeAsync().ConfigureAwait(false);
        Housekeeper.Dispose();
        _events.Dispose();
        _locks.Dispose();
    }

    private static ICrossProcessLock[] LocksBeyond(
        LockResource resource, string folder, EngineIdentity identity, ImageGuardOptions options)
    {
        var file = new FileLock(folder, resource.ToString());
        return options.DistributedLocks is { } provider
            ? [file, new DistributedLock(provider.CreateReaderWriterLock($"imageguard/{identity.Key}/{resource}"))]
            : [file];
    }
}
