using Docker.DotNet.Models;
using ImageGuard.Journal;
using Medallion.Threading;

namespace ImageGuard;

/// <summary>How a guard works. All that use one engine must agree on <see cref="LockFolder"/> and <see cref="EngineKey"/>.</summary>
public sealed class ImageGuardOptions
{
    /// <summary>
    /// The folder of the lock files; the guard makes one folder an engine in it. It must lie on a file system that locks, and be writable
    /// for every user who uses the engine. Default: <c>/run/lock/imageguard</c> or, where that is closed to users,
    /// <c>/tmp/imageguard</c>; on Windows <c>%ProgramData%\ImageGuard\locks</c>.
    /// </summary>
    public string LockFolder { get; set; } = Locks.LockFolder.Default;

    /// <summary>
    /// The folder of the journal, which must outlive a power cut; the guard makes one folder an engine in it. All who use one engine from
    /// this machine should share it, and nobody else may write to it. Default: <c>/var/lib/imageguard</c> for root, else
    /// <c>~/.local/state/imageguard</c>; on Windows <c>%ProgramData%\ImageGuard\state</c>.
    /// </summary>
    public string StateFolder { get; set; } = ImageGuard.Journal.StateFolder.Default;

    /// <summary>What becomes of operations whose journal cannot be used. Default: they are not started.</summary>
    public JournalPolicy Journal { get; set; } = JournalPolicy.Required;

    /// <summary>When an operation that has succeeded is safe from a power cut. Default: before it returns, where the guard can see to that.</summary>
    public Durability Durability { get; set; } = Durability.Flush;

    /// <summary>
    /// How long an engine elsewhere needs until what it has written is on its disk. After that the guard verifies the images. Default: 90
    /// seconds; Linux writes data back after 30 and, under load, some more.
    /// </summary>
    public TimeSpan WriteBackTime { get; set; } = TimeSpan.FromSeconds(90);

    /// <summary>
    /// Whether a guard that opens first recovers what was interrupted before. Default: true. <see cref="DockerImageGuard.RecoverAsync"/>
    /// does it at any time.
    /// </summary>
    public bool RecoverAtOpen { get; set; } = true;

    /// <summary>The credentials by which a recovery repeats a pull, for the image's name; the journal keeps none. Default: null, none.</summary>
    public Func<string, AuthConfig?>? RecoveryCredentials { get; set; }

    /// <summary>
    /// What identifies the engine, where it cannot tell by itself: two engines that would be taken for one, or one that is reached in two
    /// ways. Default: null, which is the engine's own ID where that is stable (Docker), else its name and data folder (Podman).
    /// </summary>
    public string? EngineKey { get; set; }

    /// <summary>Locks between machines that share one engine, beside the lock files. Default: null, none.</summary>
    public IDistributedReaderWriterLockProvider? DistributedLocks { get; set; }

    /// <summary>
    /// How long an operation waits for its locks. Default: 10 minutes. <see cref="Timeout.InfiniteTimeSpan"/> waits without end.
    /// </summary>
    /// <remarks>On expiry the operation throws <see cref="LockTimeoutException"/>.</remarks>
    public TimeSpan LockTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// How long the locks stay after a call broke off and the engine shows no result (<see cref="UnknownOutcomeException"/>). It should
    /// exceed the longest load. Default: 1 minute.
    /// </summary>
    public TimeSpan SettleTime { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>What becomes of a forced removal that code asks for through the guarded client (S11). Default: refused.</summary>
    public ForcedRemovalPolicy ForcedRemovals { get; set; } = ForcedRemovalPolicy.Refuse;

    /// <summary>
    /// Whether builds that start from one base may run at a time; builds of one tag never do. Default: false, because such builds can
    /// leave unnamed images (S4).
    /// </summary>
    public bool BuildsMayShareBase { get; set; }

    /// <summary>
    /// The budget that a host keeps its engine within (<see cref="HousekeepingService"/>). Default: null, images are only removed when the
    /// program asks for it.
    /// </summary>
    public ImageBudget? Budget { get; set; }

    /// <summary>How long the host waits between two looks at the budget. Default: 1 minute.</summary>
    public TimeSpan HousekeepingInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long the host waits between two recoveries (<see cref="RecoveryService"/>). Default: 5 minutes.</summary>
    public TimeSpan RecoveryInterval { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Opens the journal of an engine; null for the one in <see cref="StateFolder"/>.</summary>
    internal Func<string, IOperationJournal>? JournalProvider { get; set; }

    /// <summary>What tells the time of the journal.</summary>
    internal TimeProvider Clock { get; set; } = TimeProvider.System;
}
