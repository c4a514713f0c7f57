using ImageGuard.Model;

namespace ImageGuard.Locks;

/// <summary>Which images an operation works on, as far as that is known before it starts.</summary>
internal sealed record ImageFootprint(ImageOperationKind Kind)
{
    /// <summary>Canonical names and full IDs of the images that it creates, reads or removes.</summary>
    public IReadOnlyCollection<string> Images { get; init; } = [];

    /// <summary>Whether it may work on images that <see cref="Images"/> does not list.</summary>
    public bool HasUnknownNames { get; init; }

    /// <summary>Whether it does not know which IDs it works on, so that nobody else may work on one (see <see cref="LockLayer.Ids"/>).</summary>
    public bool HasUnknownIds { get; init; }

    /// <summary>Whether it removes an image that has no name: nothing that uses such an image can be told from the outside.</summary>
    public bool RemovesUnnamed { get; init; }

    /// <summary>Canonical names of the tags that a build sets and, unless it may share them, of the bases that it starts from (S4).</summary>
    public IReadOnlyCollection<string> BuildsInto { get; init; } = [];
}
