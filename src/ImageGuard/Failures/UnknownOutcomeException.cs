namespace ImageGuard;

/// <summary>
/// A call was cancelled, timed out or lost its connection after it had reached the engine. Engines finish a load or a commit all the same,
/// so the image may appear later. The guard keeps its locks on it until that is settled.
/// </summary>
public sealed class UnknownOutcomeException(
    ImageFailure failure, Task<SettledOutcome> settled, Exception innerException)
    : ImageGuardException(failure, innerException)
{
    /// <summary>Ends when the outcome is settled and the locks are released. Never faulted.</summary>
    public Task<SettledOutcome> Settled { get; } = settled;
}
