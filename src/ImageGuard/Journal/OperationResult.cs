namespace ImageGuard.Journal;

/// <summary>What an operation has done.</summary>
/// <param name="Made">The IDs that its names stand for now.</param>
/// <param name="Untagged">The names that a removal took away.</param>
/// <param name="Deleted">The IDs that a removal deleted.</param>
internal sealed record OperationResult(
    IReadOnlyDictionary<string, string> Made, IReadOnlyList<string> Untagged, IReadOnlyList<string> Deleted)
{
    /// <summary>Names that were given.</summary>
    public static OperationResult Of(IEnumerable<string> names, string id) => Of(names.Select(name => (name, id)));

    /// <summary>Names that were given, each with the image's ID.</summary>
    public static OperationResult Of(IEnumerable<(string Name, string Id)> made)
    {
        var names = new Dictionary<string, string>();
        foreach (var (name, id) in made)
        {
            names[name] = id;
        }

        return new OperationResult(names, [], []);
    }

    /// <summary>What was removed.</summary>
    public static OperationResult Of(IEnumerable<string?> untagged, IEnumerable<string?> deleted) => new(
        new Dictionary<string, string>(),
        [.. untagged.OfType<string>().Where(name => name.Length > 0)],
        [.. deleted.OfType<string>().Where(id => id.Length > 0)]);
}
