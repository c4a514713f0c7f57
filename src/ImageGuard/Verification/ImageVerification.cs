namespace ImageGuard;

/// <summary>What a verification has found.</summary>
/// <param name="Id">The image's full ID.</param>
/// <param name="Names">Its names with tags.</param>
/// <param name="Layers">The digests of its layers' contents, the lowest first.</param>
/// <param name="Damage">What is wrong; empty for an intact image, and where nothing could be compared.</param>
/// <param name="BytesRead">How many bytes the engine has sent for it.</param>
/// <param name="Duration">How long it took, the wait for the locks not included.</param>
public sealed record ImageVerification(
    string Id,
    IReadOnlyList<string> Names,
    IReadOnlyList<string> Layers,
    IReadOnlyList<ImageDamage> Damage,
    long BytesRead,
    TimeSpan Duration)
{
    /// <summary>
    /// Why nothing could be compared; null where it could. Such an image may well be intact: a containerd store does not fetch a layer again
    /// that it has unpacked for another image, and then has nothing to compare the files with (moby#49784).
    /// </summary>
    public string? NotComparable { get; init; }

    /// <summary>Whether all that could be compared is as it was when the image was made; false where nothing could be.</summary>
    public bool IsIntact => !IsDamaged && NotComparable is null;

    /// <summary>Whether something is not as it was when the image was made.</summary>
    public bool IsDamaged => Damage.Count > 0;

    /// <summary>
    /// The layers that are damaged or, where the engine does not tell which, may be: all. A layer that an intact image has too is none.
    /// </summary>
    public IReadOnlyList<string> SuspectLayers =>
        Damage.Any(damage => damage.Layer is null) ? Layers : Damage.Select(damage => damage.Layer!).ToArray();

    /// <summary>How many bytes were verified a second.</summary>
    public double BytesPerSecond => Duration > TimeSpan.Zero ? BytesRead / Duration.TotalSeconds : 0;
}
