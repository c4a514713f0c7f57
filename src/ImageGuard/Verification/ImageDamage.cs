namespace ImageGuard;

/// <summary>What is wrong with an image on the engine's disk.</summary>
/// <param name="Layer">The digest of the damaged layer's content; null where the engine does not tell which layer it is.</param>
/// <param name="Problems">One clause each, at most <see cref="MostProblems"/>: <c>bin/busybox is empty instead of 1204 bytes</c>.</param>
public sealed record ImageDamage(string? Layer, IReadOnlyList<string> Problems)
{
    /// <summary>How many problems of one layer are listed; a last clause says how many there are besides.</summary>
    public const int MostProblems = 10;

    /// <summary>In words: <c>layer sha256:4ac5…: bin/busybox is empty instead of 1204 bytes</c>.</summary>
    public override string ToString() => $"{(Layer is null ? "one of its layers" : $"layer {Layer}")}: {string.Join("; ", Problems)}";
}
