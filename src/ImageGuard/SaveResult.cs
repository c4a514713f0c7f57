namespace ImageGuard;

/// <summary>What an archive holds that was saved and checked.</summary>
/// <param name="Names">The names of the images in it, in full form: <c>docker.io/library/alpine:3.20</c>.</param>
/// <param name="Length">Its length in bytes.</param>
public sealed record SaveResult(IReadOnlyList<string> Names, long Length);
