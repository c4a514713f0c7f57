namespace ImageGuard;

/// <summary>What a load has brought.</summary>
/// <param name="Names">The names that exist now, as the engine writes them.</param>
/// <param name="UnnamedIds">The IDs of the images that came without a name.</param>
public sealed record LoadResult(IReadOnlyList<string> Names, IReadOnlyList<string> UnnamedIds);
