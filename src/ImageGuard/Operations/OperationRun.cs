using System.Diagnostics;
using ImageGuard.Model;

namespace ImageGuard.Operations;

/// <summary>One attempt of an operation, as observers see it.</summary>
/// <param name="kind">What it does.</param>
/// <param name="images">The images as the caller named them.</param>
/// <param name="engineKey">The engine.</param>
internal sealed class OperationRun(ImageOperationKind kind, IReadOnlyList<string> images, string engineKey)
{
    private readonly long _asked = Stopwatch.GetTimestamp();
    private long _started;

    public Guid Id { get; } = Guid.NewGuid();

    public ImageOperationKind Kind { get; } = kind;

    public IReadOnlyList<string> Images { get; } = images;

    public string EngineKey { get; } = engineKey;

    /// <summary>When the locks were held, by this machine's clock; the engine has done nothing of this operation before.</summary>
    public DateTimeOffset StartedAt { get; private set; }

    /// <summary>How long it waited for its locks.</summary>
    public TimeSpan LockWait => Stopwatch.GetElapsedTime(_asked, _started);

    /// <summary>How long it has been running, the wait for the locks not included.</summary>
    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_started);

    public void MarkStarted()
    {
        _started = Stopwatch.GetTimestamp();
        StartedAt = DateTimeOffset.UtcNow;
    }
}
