namespace ImageGuard;

/// <summary>An image is not removed because others are made from it.</summary>
public sealed class ImageHasChildrenException(
    ImageFailure failure, IReadOnlyList<string> children, Exception? innerException = null)
    : ImageGuardException(failure, $"{failure} Made from it: {string.Join(", ", children)}.", innerException)
{
    /// <summary>The images made from it, by name where they have one, else by ID; empty where the engine does not tell.</summary>
    public IReadOnlyList<string> Children { get; } = children;
}
