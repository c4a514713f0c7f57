using Docker.DotNet.Models;
using ImageGuard.Engines;

namespace ImageGuard.Housekeeping;

/// <summary>
/// Reads the facts of all images. What does not change with an image is asked for once: the engine is asked about an image by itself only
/// when it is new, or its names are.
/// </summary>
internal sealed class Inventory
{
    private Dictionary<string, ImageFacts> _known = [];

    /// <summary>All images, intermediate ones included.</summary>
    public async Task<IReadOnlyList<ImageFacts>> ReadAsync(Engine engine, CancellationToken cancellationToken)
    {
        var listed = await engine.Images.ListImagesAsync(new ImagesListParameters { All = true }, cancellationToken).ConfigureAwait(false);
        var parents = listed.Select(image => image.ParentID).ToHashSet();
        var known = new Dictionary<string, ImageFacts>();
        foreach (var image in listed)
        {
            if (_known.TryGetValue(image.ID, out var facts) && facts.Names.SequenceEqual(ImageDescription.RealNames(image.RepoTags)))
            {
                known[image.ID] = facts;
                continue;
            }

            var isIntermediate = parents.Contains(image.ID) && ImageDescription.RealNames(image.RepoTags).Length == 0;
            var inspected = isIntermediate ? null : await engine.InspectAsync(image.ID, cancellationToken).ConfigureAwait(false);
            if (isIntermediate || inspected is not null) // Else it has gone since it was listed.
            {
                known[image.ID] = ImageFacts.From(image, inspected);
            }
        }

        _known = known;
        return [.. known.Values];
    }

    /// <summary>Makes the next reading ask about an image again.</summary>
    public void Forget(string id) => _known.Remove(id);
}
