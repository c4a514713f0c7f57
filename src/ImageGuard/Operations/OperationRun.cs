using System.Diagnostics;
using ImageGuard.Engines;
using ImageGuard.Model;

namespace ImageGuard.Operations;

/// <summary>One attempt of an operation, as observers see it.</summary>
/// <param name="operation">What is done.</param>
/// <param name="engine">Where.</param>
internal sealed class OperationRun(GuardedOperation operation, Engine engine)
{
    private readonly long _asked = Stopwatch.GetTimestamp();
    private long _started;

    public Guid Id { get; } = Guid.NewGuid();

    public GuardedOperation Operation => operation;

    public Engine Engine => engine;

    public ImageOperationKind Kind => operation.Kind;

    public IReadOnlyList<string> Images => operation.Images;

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
