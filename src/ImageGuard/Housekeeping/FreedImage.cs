namespace ImageGuard;

/// <summary>An image that housekeeping has removed, or would remove.</summary>
/// <param name="Id">Its full ID.</param>
/// <param name="Names">The names it had.</param>
/// <param name="LastUsed">When it was last made, named, or used, as far as is known.</param>
/// <param name="Size">Its size in bytes, layers included that other images may share.</param>
public sealed record FreedImage(string Id, IReadOnlyList<string> Names, DateTimeOffset LastUsed, long Size);
