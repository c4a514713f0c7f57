using System.Security.Cryptography;
using System.Text;
using ImageGuard.Engines;

namespace ImageGuard.Housekeeping;

/// <summary>
/// What each layer of an image takes on disk. Engines tell it through the image's history alone, whose entries without a layer cannot be
/// told from empty layers: those are taken to be the topmost ones.
/// </summary>
internal sealed class LayerSizes
{
    private Dictionary<string, IReadOnlyDictionary<string, long>> _known = [];

    /// <summary>The layers of each of the images, by a key that stands for the layer and all below it, as engines store them.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyDictionary<string, long>>> ReadAsync(
        Engine engine, IEnumerable<ImageFacts> images, CancellationToken cancellationToken)
    {
        var known = new Dictionary<string, IReadOnlyDictionary<string, long>>();
        foreach (var image in images.Where(image => image.Layers.Count > 0))
        {
            known[image.Id] = _known.TryGetValue(image.Id, out var layers)
                ? layers
                : await ReadAsync(engine, image, cancellationToken).ConfigureAwait(false);
        }

        return _known = known;
    }

    private static async Task<IReadOnlyDictionary<string, long>> ReadAsync(
        Engine engine, ImageFacts image, CancellationToken cancellationToken)
    {
        var history = await engine.StepsOfAsync(image.Id, cancellationToken).ConfigureAwait(false);
        var sizes = history.Select(entry => entry.Size).Where(size => size > 0).Reverse().ToArray();
        var layers = new Dictionary<string, long>();
        var key = "";
        for (var i = 0; i < image.Layers.Count; i++)
        {
            key = Convert.ToHexString(SHA256.HashData(Encoding.ASCII.GetBytes(key + image.Layers[i])));
            layers[key] = i < sizes.Length ? sizes[i] : 0;
        }

        return layers;
    }
}
