namespace ImageGuard;

/// <summary>What a recovery did about an operation that was interrupted, or that was not on disk when power failed.</summary>
/// <param name="Interrupted">The operation.</param>
/// <param name="Found">What was found, one sentence each.</param>
/// <param name="Done">What was done, one sentence each.</param>
/// <param name="Left">What is left for you to do, one sentence each; empty where nothing is.</param>
/// <param name="IsOpen">Whether the next recovery looks at it again.</param>
public sealed record RecoveredOperation(
    InterruptedOperation Interrupted,
    IReadOnlyList<string> Found,
    IReadOnlyList<string> Done,
    IReadOnlyList<string> Left,
    bool IsOpen)
{
    /// <summary>In words, on one line.</summary>
    public override string ToString() => $"{Interrupted}. {string.Join(' ', [.. Found, .. Done, .. Left])}";
}
