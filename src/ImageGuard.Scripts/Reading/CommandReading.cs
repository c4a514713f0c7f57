using ImageGuard.Model;

namespace ImageGuard.Scripts;

/// <summary>What a command line does to images and containers.</summary>
/// <param name="Operations">Its operations on images, in the order of the commands.</param>
/// <param name="ContainerRemovals">The containers that it removes: never images.</param>
public sealed record CommandReading(IReadOnlyList<ImageOperation> Operations, IReadOnlyList<ContainerRemoval> ContainerRemovals)
{
    /// <summary>Of a command line that has nothing to do with either.</summary>
    public static CommandReading Nothing { get; } = new([], []);
}
