using ImageGuard.Diagnostics;
using ImageGuard.Engines;
using ImageGuard.Settling;
using Microsoft.Extensions.Logging;

namespace ImageGuard.Journal;

/// <summary>What a guard has where it keeps a journal: the journal, who writes into it, and who settles what is in it.</summary>
internal sealed class SessionJournal : IAsyncDisposable
{
    private SessionJournal(
        IOperationJournal operations,
        EngineDisk disk,
        ImageGuardOptions options,
        ILogger logger,
        Func<string, Engine, CancellationToken, Task<bool>> verify)
    {
        Operations = operations;
        Disk = disk;
        Settler = new DataSettler(operations, disk, verify, options.Durability, options.WriteBackTime, options.Clock, logger);
        Observer = new JournalObserver(operations, Settler, options.Journal, logger);
    }

    public IOperationJournal Operations { get; }

    public EngineDisk Disk { get; }

    public DataSettler Settler { get; }

    public JournalObserver Observer { get; }

    /// <summary>Opens the journal; null where there shall be none, or none can be had and the user puts up with that.</summary>
    /// <param name="identity">The engine.</param>
    /// <param name="endpoint">Where it is reached.</param>
    /// <param name="options">The user's.</param>
    /// <param name="logger">Where it logs.</param>
    /// <param name="verify">Whether the content of an image is intact.</param>
    /// <exception cref="JournalException">It cannot be used.</exception>
    public static SessionJournal? Open(
        EngineIdentity identity,
        Uri? endpoint,
        ImageGuardOptions options,
        ILogger logger,
        Func<string, Engine, CancellationToken, Task<bool>> verify)
    {
        if (options.Journal == JournalPolicy.None)
        {
            return null;
        }

        try
        {
            var operations = options.JournalProvider?.Invoke(identity.Key)
                ?? SqliteJournal.Open(options.StateFolder, identity.Key, options.Clock);
            return new SessionJournal(operations, new EngineDisk(identity.Storage, endpoint), options, logger, verify);
        }
        catch (JournalException failure) when (options.Journal == JournalPolicy.WherePossible)
        {
            GuardLog.JournalUnusable(logger, failure);
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Settler.DisposeAsync().ConfigureAwait(false);
        await Operations.DisposeAsync().ConfigureAwait(false);
        Disk.Dispose();
    }
}
