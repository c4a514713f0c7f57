using Docker.DotNet.Models;
using ImageGuard.Engines;
using ImageGuard.Model;

namespace ImageGuard.Catalog;

/// <summary>What a few events change in the catalogue.</summary>
/// <param name="Gone">The IDs of images that are no more.</param>
/// <param name="Changed">Images that are known, as they are now.</param>
/// <param name="New">Images that are not known yet.</param>
internal sealed record CatalogUpdate(
    IReadOnlyList<string> Gone, IReadOnlyList<ImageDescription> Changed, IReadOnlyList<ImageDescription> New)
{
    private const string Prune = "prune";

    /// <summary>More images than this are read faster by one list.</summary>
    private const int MostImages = 100;

    private static readonly string[] Reading = ["save", "push"];

    /// <summary>Looks into the events; null where it takes a list of all images to know.</summary>
    public static async Task<CatalogUpdate?> OfAsync(
        IReadOnlyCollection<Message> messages, CatalogSnapshot known, Engine engine, CancellationToken cancellationToken)
    {
        var subjects = messages.Where(message => !Reading.Contains(message.Action)).Select(message => message.Actor.ID).ToHashSet();
        if (subjects.Count > MostImages || messages.Any(message => message.Action == Prune))
        {
            return null;
        }

        var gone = new List<string>();
        var found = new Dictionary<string, ImageDescription>();
        foreach (var subject in subjects)
        {
            if (await engine.FindAsync(subject, cancellationToken).ConfigureAwait(false) is { } image)
            {
                found[image.Id] = image;
            }
            else if (ImageId.IsId(subject))
            {
                gone.Add(subject);
            }
        }

        return new CatalogUpdate(
            gone,
            [.. found.Values.Where(image => known.Images.ContainsKey(image.Id))],
            [.. found.Values.Where(image => !known.Images.ContainsKey(image.Id))]);
    }

    /// <summary>The filters of the lists that have the new images: what only a list tells must be asked for, but not for all images.</summary>
    public IEnumerable<IDictionary<string, IDictionary<string, bool>>> FiltersForNew()
    {
        var names = New.SelectMany(image => image.Names).ToArray();
        if (names.Length > 0)
        {
            yield return Filter("reference", names);
        }

        if (New.Any(image => image.Names.Count == 0))
        {
            yield return Filter("dangling", "true");
        }
    }

    private static Dictionary<string, IDictionary<string, bool>> Filter(string name, params IEnumerable<string> values) =>
        new() { [name] = values.ToDictionary(value => value, _ => true) };
}
