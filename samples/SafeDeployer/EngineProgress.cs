using Docker.DotNet.Models;

namespace SafeDeployer;

/// <summary>
/// Shows what the engine says and turns its failures into exceptions. The engine answers 200 before it is done and reports a failure
/// as a message, so nobody else does. Not a <see cref="Progress{T}"/>: that one reports on another thread, after the operation has
/// returned, where an exception reaches nobody.
/// </summary>
internal sealed class EngineProgress : IProgress<JSONMessage>
{
    public void Report(JSONMessage value)
    {
        if (value.Error is { } error)
        {
            throw new EngineException(error.Message);
        }

        // An archive with a missing layer: the engine says so in a line of text, and nowhere else.
        if (value.Stream?.StartsWith("Error unpacking image ", StringComparison.Ordinal) == true)
        {
            throw new EngineException(value.Stream.TrimEnd());
        }

        Console.WriteLine((value.Stream ?? value.Status)?.TrimEnd());
    }
}

/// <summary>The engine gave up on an operation that it had begun.</summary>
internal sealed class EngineException(string message) : Exception(message);
