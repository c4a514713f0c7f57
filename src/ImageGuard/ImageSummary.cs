using Docker.DotNet.Models;

namespace ImageGuard;

/// <summary>An image as the engine lists it (S10).</summary>
/// <param name="Id">Its full ID.</param>
/// <param name="Names">Its names with tags; empty for an unnamed image (S5).</param>
/// <param name="Digests">Its names with digests.</param>
/// <param name="Created">When it was built.</param>
/// <param name="Size">Its size on disk in bytes, shared layers included.</param>
/// <param name="Labels">Its labels.</param>
public sealed record ImageSummary(
    string Id,
    IReadOnlyList<string> Names,
    IReadOnlyList<string> Digests,
    DateTime Created,
    long Size,
    IReadOnlyDictionary<string, string> Labels)
{
    internal static ImageSummary From(ImagesListResponse image) => new(
        image.ID,
        ImageDescription.RealNames(image.RepoTags),
        ImageDescription.RealNames(image.RepoDigests),
        image.Created,
        image.Size,
        image.Labels is null ? new Dictionary<string, string>() : new Dictionary<string, string>(image.Labels));
}
