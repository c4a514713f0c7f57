namespace ImageGuard;

/// <summary>What a prune has removed.</summary>
/// <param name="Untagged">The names that are gone.</param>
/// <param name="Deleted">The IDs of the images that are gone.</param>
/// <param name="SpaceReclaimed">In bytes, as the engine counts it.</param>
public sealed record PruneResult(IReadOnlyList<string> Untagged, IReadOnlyList<string> Deleted, ulong SpaceReclaimed);
