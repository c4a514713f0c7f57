using Docker.DotNet.Models;
using ImageGuard.Model;

namespace ImageGuard.Catalog;

/// <summary>The images at one moment. It never changes, so that readers need no lock.</summary>
internal sealed class CatalogSnapshot
{
    private readonly Dictionary<string, string> _idsByName;

    private CatalogSnapshot(IReadOnlyDictionary<string, ImageSummary> images)
    {
        Images = images;
        _idsByName = [];
        foreach (var image in images.Values)
        {
            foreach (var name in image.Names.Concat(image.Digests))
            {
                _idsByName[ImageReference.CanonicalOf(name)] = image.Id;
            }
        }
    }

    public static CatalogSnapshot Empty { get; } = new(new Dictionary<string, ImageSummary>());

    /// <summary>The images by their IDs.</summary>
    public IReadOnlyDictionary<string, ImageSummary> Images { get; }

    public static CatalogSnapshot Of(IEnumerable<ImagesListResponse> images)
    {
        var byId = new Dictionary<string, ImageSummary>();
        foreach (var image in images.Select(Normalized))
        {
            byId[image.Id] = image;
        }

        return new CatalogSnapshot(byId);
    }

    public ImageSummary? Find(string nameOrId)
    {
        if (!ImageId.IsId(nameOrId))
        {
            return _idsByName.TryGetValue(ImageReference.CanonicalOf(nameOrId), out var id) ? Images[id] : null;
        }

        var full = nameOrId.StartsWith(ImageId.Prefix, StringComparison.Ordinal) ? nameOrId : ImageId.Prefix + nameOrId;
        return Images.TryGetValue(full, out var image)
            ? image
            : Images.Values.FirstOrDefault(candidate => candidate.Id.StartsWith(full, StringComparison.Ordinal));
    }

    /// <summary>This snapshot with an update; a name that goes to one image leaves the other.</summary>
    public CatalogSnapshot With(CatalogUpdate update, IEnumerable<ImagesListResponse> added)
    {
        var images = new Dictionary<string, ImageSummary>(Images);
        foreach (var id in update.Gone)
        {
            images.Remove(id);
        }

        var touched = added.Select(Normalized)
            .Concat(update.Changed.Select(image => images[image.Id] with { Names = Familiar(image.Names), Digests = image.Digests }))
            .ToArray();
        foreach (var image in touched)
        {
            foreach (var name in image.Names)
            {
                Unname(images, name);
            }
        }

        foreach (var image in touched)
        {
            images[image.Id] = image;
        }

        return new CatalogSnapshot(images);
    }

    private void Unname(Dictionary<string, ImageSummary> images, string name)
    {
        if (_idsByName.TryGetValue(ImageReference.CanonicalOf(name), out var owner) && images.TryGetValue(owner, out var image))
        {
            images[owner] = image with { Names = [.. image.Names.Where(other => other != name)] };
        }
    }

    private static ImageSummary Normalized(ImagesListResponse image)
    {
        var summary = ImageSummary.From(image);
        return summary with { Names = Familiar(summary.Names) };
    }

    private static string[] Familiar(IReadOnlyList<string> names) =>
        [.. names.Select(name => ImageReference.TryParse(name, out var reference) ? reference.Familiar : name)];
}
