using Docker.DotNet.Models;
using ImageGuard.Engines;

namespace ImageGuard.Housekeeping;

/// <summary>What housekeeping has to know of an image.</summary>
/// <param name="Summary">What the engine's list says of it.</param>
/// <param name="ParentId">The image that this one was built from here, where the engine remembers; else null.</param>
/// <param name="Layers">The digests of its layers' contents, the lowest first; empty for an intermediate image.</param>
/// <param name="Tagged">When it last got a name; null where it never had one.</param>
internal sealed record ImageFacts(ImageSummary Summary, string? ParentId, IReadOnlyList<string> Layers, DateTimeOffset? Tagged)
{
    public string Id => Summary.Id;

    public IReadOnlyList<string> Names => Summary.Names;

    public DateTimeOffset Created => new(DateTime.SpecifyKind(Summary.Created, DateTimeKind.Utc), TimeSpan.Zero);

    /// <summary>When it came to be here, as far as the image itself tells: one from a registry may have been made long before.</summary>
    public DateTimeOffset Arrived => Tagged > Created ? Tagged.Value : Created;

    public static ImageFacts From(ImagesListResponse listed, ImageInspectResponse? inspected) => new(
        ImageSummary.From(listed),
        string.IsNullOrEmpty(listed.ParentID) ? null : listed.ParentID,
        [.. inspected?.RootFS?.Layers ?? []],
        inspected is null ? null : VersionedMembers.LastTagged(inspected));

    /// <summary>Whether this image is made from the other: its layers begin with all of the other's own and go on.</summary>
    public bool StandsOn(ImageFacts other) =>
        other.Layers.Count > 0 && Layers.Count > other.Layers.Count && Layers.Take(other.Layers.Count).SequenceEqual(other.Layers);
}
