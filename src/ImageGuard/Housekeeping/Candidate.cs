namespace ImageGuard.Housekeeping;

/// <summary>An image in the order in which images go.</summary>
/// <param name="Image">The image.</param>
/// <param name="LastUsed">When it was last made, named or used, as far as is known.</param>
/// <param name="Kept">Why it must not go; null where it may.</param>
internal sealed record Candidate(ImageFacts Image, DateTimeOffset LastUsed, KeptImage? Kept);
