namespace ImageGuard.Housekeeping;

/// <summary>The images that are there as housekeeping goes on, and what they take.</summary>
internal sealed class ImageStock
{
    private readonly Dictionary<string, ImageFacts> _images;
    private readonly Dictionary<string, HashSet<string>> _children;
    private readonly IReadOnlyDictionary<string, IReadOnlyDictionary<string, long>>? _layers;
    private readonly Dictionary<string, int> _layerUsers = [];

    /// <param name="images">All images.</param>
    /// <param name="layers">The layers of each with their sizes; null where bytes do not matter.</param>
    public ImageStock(IEnumerable<ImageFacts> images, IReadOnlyDictionary<string, IReadOnlyDictionary<string, long>>? layers)
    {
        _images = images.ToDictionary(image => image.Id);
        _children = _images.Values.Where(image => image.ParentId is not null)
            .GroupBy(image => image.ParentId!)
            .ToDictionary(children => children.Key, children => children.Select(child => child.Id).ToHashSet());
        _layers = layers;
        Bytes = layers is null ? null : 0;
        foreach (var (key, size) in layers?.Values.SelectMany(image => image) ?? [])
        {
            _layerUsers[key] = _layerUsers.GetValueOrDefault(key) + 1;
            Bytes += _layerUsers[key] == 1 ? size : 0;
        }
    }

    public long Count => _images.Count;

    /// <summary>What all layers take, each counted once; null where bytes do not matter.</summary>
    public long? Bytes { get; private set; }

    /// <summary>An image that was built here from this one; null where there is none.</summary>
    public string? ChildOf(string id) => _children.TryGetValue(id, out var children) ? children.FirstOrDefault() : null;

    public bool Exceeds(ImageBudget budget) => Count > budget.MaxImages || Bytes > budget.MaxBytes;

    public bool ExceedsLowMark(ImageBudget budget) =>
        Count > budget.MaxImages * budget.LowMark || Bytes > budget.MaxBytes * budget.LowMark;

    /// <summary>Takes an image away, and its unnamed parents that are nobody else's, as the engine does.</summary>
    public void Remove(string id)
    {
        for (string? next = id; next is not null && _images.Remove(next, out var image);)
        {
            RemoveLayersOf(next);
            next = null;
            if (image.ParentId is { } parent && _children.TryGetValue(parent, out var children))
            {
                children.Remove(image.Id);
                next = children.Count == 0 && _images.TryGetValue(parent, out var facts) && facts.Names.Count == 0 ? parent : null;
            }
        }
    }

    private void RemoveLayersOf(string id)
    {
        foreach (var (key, size) in _layers?.GetValueOrDefault(id) ?? new Dictionary<string, long>())
        {
            Bytes -= --_layerUsers[key] == 0 ? size : 0;
        }
    }
}
