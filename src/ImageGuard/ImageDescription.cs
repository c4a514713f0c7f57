using Docker.DotNet.Models;

namespace ImageGuard;

/// <summary>An image as the engine describes it.</summary>
/// <param name="Id">Its full ID: <c>sha256:…</c>.</param>
/// <param name="Names">Its names with tags; empty for an unnamed image (S5).</param>
/// <param name="Digests">Its names with digests, for images that came from or went to a registry.</param>
/// <param name="Layers">
/// The digests of its layers' contents, the lowest first; empty for an image that is too damaged for the engine to inspect.
/// </param>
/// <param name="Size">Its size on disk in bytes, shared layers included.</param>
public sealed record ImageDescription(
    string Id,
    IReadOnlyList<string> Names,
    IReadOnlyList<string> Digests,
    IReadOnlyList<string> Layers,
    long Size)
{
    private const string NoName = "<none>";

    internal static ImageDescription From(ImageInspectResponse image) => new(
        image.ID, RealNames(image.RepoTags), RealNames(image.RepoDigests), [.. image.RootFS?.Layers ?? []], image.Size);

    internal static ImageDescription From(ImagesListResponse image) => new(
        image.ID, RealNames(image.RepoTags), RealNames(image.RepoDigests), Layers: [], image.Size);

    /// <summary>What an image is called in a message: its first name, or its ID where it has none.</summary>
    internal static string NameOf(IReadOnlyList<string> names, string id) => names.Count > 0 ? names[0] : id;

    /// <summary>Engines write "no name" as nothing, as an empty list, or as <c>&lt;none&gt;:&lt;none&gt;</c>.</summary>
    internal static string[] RealNames(IList<string>? names) =>
        names?.Where(name => !name.Contains(NoName, StringComparison.Ordinal)).ToArray() ?? [];
}
