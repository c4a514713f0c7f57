namespace ImageGuard.Housekeeping;

/// <summary>What the engine tells of one unnamed image.</summary>
/// <param name="Image">The image.</param>
/// <param name="Child">An image that was built from it here, or null.</param>
/// <param name="User">A container of it, or null.</param>
/// <param name="Steps">How it was made.</param>
/// <param name="Twin">An image that was made by the same steps at the same time, or null.</param>
internal sealed record UnnamedEvidence(ImageFacts Image, ImageFacts? Child, ImageUser? User, BuildSteps Steps, ImageFacts? Twin);

/// <summary>A container of an image.</summary>
/// <param name="Name">The container's name.</param>
/// <param name="ImageGiven">What its maker wrote for the image; null where that is not known.</param>
internal sealed record ImageUser(string Name, string? ImageGiven);
