namespace ImageGuard;

/// <summary>Who stands in the way: an operation that holds a lock, or waits for one ahead of the caller.</summary>
/// <param name="Machine">The name of the machine it runs on.</param>
/// <param name="ProcessId">Its process.</param>
/// <param name="ProcessName">The process's name.</param>
/// <param name="Operation">What it does: <c>Build</c>, <c>Load</c>.</param>
/// <param name="Images">The images it names, at most eight.</param>
/// <param name="Since">When it asked for its locks.</param>
/// <param name="Holds">Whether it holds all its locks; else it still waits for some.</param>
public sealed record LockHolder(
    string Machine,
    int ProcessId,
    string ProcessName,
    string Operation,
    IReadOnlyList<string> Images,
    DateTimeOffset Since,
    bool Holds)
{
    /// <summary>In words: <c>Build of app:1 by process 4711 (deployer) on host7, for 94 s</c>.</summary>
    public override string ToString()
    {
        var images = Images.Count == 0 ? "" : " of " + string.Join(", ", Images);
        var seconds = Math.Max(0, (DateTimeOffset.UtcNow - Since).TotalSeconds);
        return FormattableString.Invariant(
            $"{Operation}{images} by process {ProcessId} ({ProcessName}) on {Machine}, {(Holds ? "for" : "waiting for")} {seconds:0} s");
    }
}
