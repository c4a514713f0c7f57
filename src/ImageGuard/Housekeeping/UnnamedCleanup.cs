namespace ImageGuard;

/// <summary>What a clean-up of unnamed images did.</summary>
/// <param name="Removed">The images that are gone.</param>
/// <param name="Left">The images that stay, because it would not be safe, or because something stood in the way.</param>
public sealed record UnnamedCleanup(IReadOnlyList<UnnamedImage> Removed, IReadOnlyList<UnnamedImage> Left);
