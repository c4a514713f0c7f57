namespace ImageGuard.EngineTests.PowerCuts;

/// <summary>An operation that the guard was asked for.</summary>
/// <param name="Kind">Its name: <c>load</c>.</param>
/// <param name="Image">The image that it makes, names or removes.</param>
/// <param name="Source">What from: a file, a container, an image; empty where nothing.</param>
/// <param name="Files">The files that the image has, or had.</param>
internal sealed record CutOperation(string Kind, string Image, string Source, IReadOnlyDictionary<string, byte[]> Files)
{
    public const string Removal = "remove";

    private const int ShortName = 12;

    public bool Removes => Kind == Removal;

    public override string ToString() => $"{Kind} {Image[..ShortName]}";
}
