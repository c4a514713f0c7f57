using ImageGuard.Model;

namespace ImageGuard.Scripts;

/// <summary>What a command line does to images and containers.</summary>
/// <param name="Operations">Its operations on images, in the order of the commands.</param>
/// <param name="ContainerRemovals">The containers that it removes: never images.</param>
public sealed record CommandReading(IReadOnlyList<ImageOperation> Operations, IReadOnlyList<ContainerRemoval> ContainerRemovals)
{
    /// <summary>Of a command line that has nothing to do with either.</summary>
    public static CommandReading Nothing { get; } = new([], []);

    /// <summary>The engine that an option chooses, as written, or null.</summary>
    internal string? Engine { get; init; }

    /// <summary>What each line that it prints names.</summary>
    internal OutputLine Prints { get; init; }

    /// <summary>Whether it is a command that goes on with other things after its operations: <c>compose up --build</c>.</summary>
    internal bool IsService { get; init; }
}
