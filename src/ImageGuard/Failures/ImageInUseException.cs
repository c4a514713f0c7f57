namespace ImageGuard;

/// <summary>An image is not removed because containers use it. Removing it by force would leave them without their image (S11).</summary>
public sealed class ImageInUseException(
    ImageFailure failure, IReadOnlyList<ContainerUse> containers, Exception? innerException = null)
    : ImageGuardException(failure, $"{failure} Containers: {string.Join(", ", containers)}.", innerException)
{
    /// <summary>The containers that use the image.</summary>
    public IReadOnlyList<ContainerUse> Containers { get; } = containers;
}
