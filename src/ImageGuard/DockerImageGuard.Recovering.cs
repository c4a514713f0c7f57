using ImageGuard.Engines;

namespace ImageGuard;

/// <content>What sees to it that nothing is lost or broken by a power cut or a killed process (S2, S7).</content>
public sealed partial class DockerImageGuard
{
    /// <summary>What this guard recovered when it opened (<see cref="ImageGuardOptions.RecoverAtOpen"/>); empty before that.</summary>
    public RecoveryReport RecoveredAtOpen => _session is { IsCompletedSuccessfully: true } session ? session.Result.RecoveredAtOpen : new([]);

    /// <summary>
    /// Recovers the operations that were interrupted, and those that were not on disk when power failed: their images are verified by
    /// content; damaged ones go, with all that share the damage and never by force; what is missing is pulled, loaded or named again where
    /// its input is known; what had been removed and is back goes again.
    /// </summary>
    /// <param name="progress">Is told how far the verification of an image is.</param>
    /// <param name="cancellationToken">Ends it; the next recovery goes on where it ended.</param>
    /// <remarks>
    /// A guard that opens does the same without waiting (<see cref="ImageGuardOptions.RecoverAtOpen"/>). This waits for what the engine may
    /// still be carrying out, up to <see cref="ImageGuardOptions.SettleTime"/>.
    /// </remarks>
    /// <exception cref="JournalException">The journal cannot be used.</exception>
    /// <exception cref="IOException">The engine's disk has failed.</exception>
    /// <exception cref="TimeoutException">Another process's recovery does not end.</exception>
    public async Task<RecoveryReport> RecoverAsync(
        IProgress<ImageProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var session = await OpenAsync(cancellationToken).ConfigureAwait(false);
        return await session
            .RecoverAsync(new Engine(_client, session.Identity), waits: true, progress, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// The operations that a recovery would look at: those that were interrupted, and those that are not known to be on disk. What a guard
    /// is carrying out now is not among them.
    /// </summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="JournalException">The journal cannot be used.</exception>
    public async Task<IReadOnlyList<InterruptedOperation>> FindInterruptedAsync(CancellationToken cancellationToken = default)
    {
        var session = await OpenAsync(cancellationToken).ConfigureAwait(false);
        return await session.FindInterruptedAsync(cancellationToken).ConfigureAwait(false);
    }
}
