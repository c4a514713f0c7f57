using ImageGuard.Model;

namespace ImageGuard.Scripts.Running;

/// <summary>An operation that has been started: from its start until the script waits for its end.</summary>
/// <param name="operation">The operation.</param>
/// <param name="conditions">What keeps it apart from others.</param>
/// <param name="reason">Why it may still be running when something else starts, as a clause.</param>
internal sealed class Flight(ImageOperation operation, RunConditions conditions, string reason)
{
    public ImageOperation Operation => operation;

    public RunConditions Conditions => conditions;

    public string Reason => reason;

    /// <summary>The job that it is part of; null once no shell can wait for it any more.</summary>
    public Job? Job { get; set; }

    /// <summary>Whether something waits for it, though it is not known that it waits long enough.</summary>
    public bool IsWaitedFor { get; set; }
}

/// <summary>The surroundings of an operation that decide whether it can meet another.</summary>
/// <param name="Engine">The engine that it talks to, as the script names it; null for the one at hand.</param>
/// <param name="Holds">The locks that are held around it.</param>
internal sealed record RunConditions(string? Engine, IReadOnlyList<Hold> Holds)
{
    /// <summary>Whether two operations cannot meet: they talk to different engines, or a lock keeps them apart.</summary>
    public bool KeepApart(RunConditions other) =>
        Engine != other.Engine || Holds.Any(hold => other.Holds.Any(held => held.Lock == hold.Lock && !(held.IsShared && hold.IsShared)));
}

/// <summary>A lock that is held.</summary>
/// <param name="Lock">What tells it from others: the file as the script names it.</param>
/// <param name="IsShared">Whether others may hold it at the same time.</param>
internal sealed record Hold(string Lock, bool IsShared);
