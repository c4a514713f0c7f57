namespace ImageGuard;

/// <summary>An image without a name, explained (S5).</summary>
/// <param name="Id">Its full ID.</param>
/// <param name="Cause">How it came to be without a name.</param>
/// <param name="Evidence">What tells so.</param>
/// <param name="Advice">What to do about it.</param>
/// <param name="IsSafeToRemove">Whether nobody can want it any more: it was superseded or never finished, and nothing uses it.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Size">Its size in bytes, layers included that other images may share.</param>
public sealed record UnnamedImage(
    string Id, UnnamedCause Cause, string Evidence, string Advice, bool IsSafeToRemove, DateTimeOffset Created, long Size);
