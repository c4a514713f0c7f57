using ImageGuard.Model;

namespace ImageGuard;

/// <summary>An operation that nobody carries out any more, and that is not known to be on disk.</summary>
/// <param name="Operation">What it is.</param>
/// <param name="Images">The images that it names.</param>
/// <param name="Began">When it began, by the clock of the machine that ran it.</param>
/// <param name="WasCompleted">Whether the engine had reported success.</param>
public sealed record InterruptedOperation(
    ImageOperationKind Operation, IReadOnlyList<string> Images, DateTimeOffset Began, bool WasCompleted)
{
    /// <summary>In words: <c>Load of app:1, begun 2026-11-26 05:38:30Z and interrupted</c>.</summary>
    public override string ToString() =>
        $"{Operation} of {(Images.Count == 0 ? "images" : string.Join(", ", Images))}, begun {Began:u} and "
        + (WasCompleted ? "not known to be on disk" : "interrupted");
}
