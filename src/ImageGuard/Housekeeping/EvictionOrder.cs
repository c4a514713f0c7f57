using Docker.DotNet.Models;
using ImageGuard.Operations;

namespace ImageGuard.Housekeeping;

/// <summary>Puts the images into the order in which they go, least recently used first, and says which must not.</summary>
/// <param name="budget">What protects images.</param>
/// <param name="lastUses">When they were used.</param>
/// <param name="now">The engine's time.</param>
internal sealed class EvictionOrder(ImageBudget budget, LastUses lastUses, DateTimeOffset now)
{
    private readonly ProtectedImages _protected = new(budget);

    /// <summary>Orders all images but the intermediate ones, which go with the last image that is made from them.</summary>
    public IReadOnlyList<Candidate> Of(IReadOnlyList<ImageFacts> images, IEnumerable<ContainerListResponse> containers)
    {
        var users = containers.GroupBy(container => container.ImageID).ToDictionary(group => group.Key, NameOf);
        var byId = images.ToDictionary(image => image.Id);
        var used = images.Where(image => users.ContainsKey(image.Id)).ToArray();
        var ancestors = used.SelectMany(image => AncestorsOf(image, byId)).ToHashSet();
        var childrenMade = images.Where(image => image.ParentId is not null)
            .GroupBy(image => image.ParentId!)
            .ToDictionary(children => children.Key, children => children.Max(child => child.Created));

        return images
            .Where(image => image.Names.Count > 0 || !childrenMade.ContainsKey(image.Id))
            .Select(image => (Image: image, LastUsed: LastUseOf(image, childrenMade)))
            .OrderBy(image => image.LastUsed)
            .Select(image => new Candidate(image.Image, image.LastUsed, ReasonToKeep(image.Image, image.LastUsed)))
            .ToArray();

        KeptImage? ReasonToKeep(ImageFacts image, DateTimeOffset lastUsed)
        {
            if (users.TryGetValue(image.Id, out var user))
            {
                return Keep(image, KeepReason.InUse, user);
            }

            if (ancestors.Contains(image.Id) || used.FirstOrDefault(other => other.StandsOn(image)) is not null)
            {
                return Keep(image, KeepReason.ParentOfUsed, "");
            }

            return _protected.Find(image) is { } guarded ? Keep(image, KeepReason.Protected, guarded)
                : lastUsed > now - budget.MinimumAge ? Keep(image, KeepReason.TooYoung, "")
                : null;
        }
    }

    private static KeptImage Keep(ImageFacts image, KeepReason reason, string detail) => new(image.Id, image.Names, reason, detail);

    private static string NameOf(IEnumerable<ContainerListResponse> containers)
    {
        var container = containers.First();
        return container.Names?.FirstOrDefault()?.TrimStart('/') ?? container.ID;
    }

    private static IEnumerable<string> AncestorsOf(ImageFacts image, Dictionary<string, ImageFacts> byId)
    {
        for (var id = image.ParentId; id is not null && byId.TryGetValue(id, out var parent); id = parent.ParentId)
        {
            yield return id;
        }
    }

    /// <summary>The latest of: its making and naming, what is known of its ID and names, and the making of its children.</summary>
    private DateTimeOffset LastUseOf(ImageFacts image, Dictionary<string, DateTimeOffset> childrenMade) =>
        image.Names.Select(ImageNames.KeyOf).Append(image.Id)
            .Select(lastUses.Of)
            .Append(childrenMade.TryGetValue(image.Id, out var made) ? made : null)
            .Append(image.Arrived)
            .Max()!.Value;
}
