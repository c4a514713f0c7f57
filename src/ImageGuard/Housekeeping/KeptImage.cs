namespace ImageGuard;

/// <summary>An image that stands in the way of the budget.</summary>
/// <param name="Id">Its full ID.</param>
/// <param name="Names">Its names.</param>
/// <param name="Reason">Why it stays.</param>
/// <param name="Detail">The container, the child, the operation or the engine's words; empty where the reason says it all.</param>
public sealed record KeptImage(string Id, IReadOnlyList<string> Names, KeepReason Reason, string Detail);
