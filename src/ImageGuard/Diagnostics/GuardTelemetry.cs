using System.Diagnostics;
using System.Diagnostics.Metrics;
using ImageGuard.Model;
using ImageGuard.Operations;
using Microsoft.Extensions.Logging;

namespace ImageGuard.Diagnostics;

/// <summary>Logs, measures and traces operations.</summary>
internal sealed class GuardTelemetry(ILogger logger) : IOperationObserver
{
    /// <summary>The name of the activity source and of the meter.</summary>
    public const string Name = "ImageGuard";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);

    private static readonly Histogram<double> LockWait = Meter.CreateHistogram<double>(
        "imageguard.lock.wait", "s", "How long operations waited for their locks.");

    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>(
        "imageguard.operation.duration", "s", "How long operations took, once they held their locks.");

    private static readonly Counter<long> Failures = Meter.CreateCounter<long>(
        "imageguard.operation.failures", "{failure}", "Operations that failed, by kind of failure.");

    /// <summary>Begins the trace of an operation; null while nobody listens.</summary>
    public static Activity? Start(ImageOperationKind kind, string? images)
    {
        var activity = Source.StartActivity($"image {kind}");
        activity?.SetTag("imageguard.images", images);
        return activity;
    }

    public ValueTask StartingAsync(OperationRun run, CancellationToken cancellationToken)
    {
        LockWait.Record(run.LockWait.TotalSeconds, Tag(run));
        GuardLog.Starting(logger, run.Kind, string.Join(", ", run.Images), run.LockWait.TotalMilliseconds);
        return ValueTask.CompletedTask;
    }

    public ValueTask EndedAsync(OperationRun run, Exception? failure)
    {
        Duration.Record(run.Elapsed.TotalSeconds, Tag(run));
        if (failure is null)
        {
            GuardLog.Completed(logger, run.Kind, string.Join(", ", run.Images), run.Elapsed.TotalMilliseconds);
            return ValueTask.CompletedTask;
        }

        var kind = (failure as ImageGuardException)?.Kind ?? FailureKind.Other;
        Failures.Add(1, Tag(run), new KeyValuePair<string, object?>("imageguard.failure", kind.ToString()));
        GuardLog.Failed(logger, run.Kind, string.Join(", ", run.Images), failure.Message);
        return ValueTask.CompletedTask;
    }

    public ValueTask SettledAsync(OperationRun run, SettledOutcome outcome)
    {
        GuardLog.Settled(logger, run.Kind, string.Join(", ", run.Images), outcome);
        return ValueTask.CompletedTask;
    }

    private static KeyValuePair<string, object?> Tag(OperationRun run) => new("imageguard.operation", run.Kind.ToString());
}
