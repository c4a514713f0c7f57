using ImageGuard.Model;

namespace ImageGuard;

/// <summary>An operation that was interrupted, or that was not on disk when power failed, and what a recovery did about it.</summary>
/// <param name="Operation">What it was.</param>
/// <param name="Images">The images that it named.</param>
/// <param name="Began">When it began, by the clock of the machine that ran it.</param>
/// <param name="WasCompleted">Whether the engine had reported success.</param>
/// <param name="Found">What was found, one sentence each.</param>
/// <param name="Done">What was done, one sentence each.</param>
/// <param name="Left">What is left for you to do, one sentence each; empty where nothing is.</param>
/// <param name="IsOpen">Whether the next recovery looks at it again.</param>
public sealed record RecoveredOperation(
    ImageOperationKind Operation,
    IReadOnlyList<string> Images,
    DateTimeOffset Began,
    bool WasCompleted,
    IReadOnlyList<string> Found,
    IReadOnlyList<string> Done,
    IReadOnlyList<string> Left,
    bool IsOpen)
{
    /// <summary>In words, on one line.</summary>
    public override string ToString() =>
        $"{Operation} of {(Images.Count == 0 ? "images" : string.Join(", ", Images))}, begun {Began:u} and "
        + $"{(WasCompleted ? "not known to be on disk" : "interrupted")}. {string.Join(' ', [.. Found, .. Done, .. Left])}";
}
