using Docker.DotNet.Models;

namespace ImageGuard.Engines;

/// <summary>
/// Makes load, build, pull and push throw the error that the engine reports in their progress stream. It must not be a
/// <see cref="Progress{T}"/>: that one reports later, on the thread pool, where the operation cannot fail any more.
/// </summary>
public sealed class ThrowOnError : IProgress<JSONMessage>
{
    /// <inheritdoc />
    public void Report(JSONMessage value)
    {
        if (value.Error is { } error)
        {
            throw new InvalidOperationException(error.Message);
        }
    }
}
