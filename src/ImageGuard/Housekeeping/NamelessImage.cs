using Docker.DotNet.Models;
using ImageGuard.Engines;

namespace ImageGuard.Housekeeping;

/// <summary>What an image without a name tells of how it came to be.</summary>
/// <param name="listed">The image, as the engine lists it.</param>
/// <param name="engine">The engine.</param>
internal sealed class NamelessImage(ImagesListResponse listed, Engine engine)
{
    private readonly ImageFacts _facts = ImageFacts.From(listed, inspected: null);

    public string Id => _facts.Id;

    /// <summary>Whether the engine knows what it was made from.</summary>
    public bool HasParent => _facts.ParentId is not null;

    /// <summary>Whether it was made after this moment of this machine's clock, as far as the engine tells.</summary>
    public bool IsNewerThan(DateTimeOffset start) =>
        _facts.Created >= start + engine.Identity.ClockAhead - UnnamedExplanation.Granularity;

    /// <summary>The steps by which it was made; null where it has gone meanwhile, or once had a name, as far as the engine tells.</summary>
    public async Task<BuildSteps?> StepsOfNeverNamedAsync(CancellationToken cancellationToken) =>
        await engine.InspectAsync(Id, cancellationToken).ConfigureAwait(false) is { } inspected
            && !(engine.Identity.ChecksChildren && VersionedMembers.LastTagged(inspected) is not null)
                ? new BuildSteps(await engine.StepsOfAsync(Id, cancellationToken).ConfigureAwait(false))
                : null;
}
