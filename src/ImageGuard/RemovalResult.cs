namespace ImageGuard;

/// <summary>What a removal has removed.</summary>
/// <param name="Untagged">The names that are gone, as the engine writes them.</param>
/// <param name="Deleted">The IDs of the images and layers that are gone; empty where the image still has other names.</param>
public sealed record RemovalResult(IReadOnlyList<string> Untagged, IReadOnlyList<string> Deleted);
