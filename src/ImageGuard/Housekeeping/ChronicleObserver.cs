using ImageGuard.Model;
using ImageGuard.Operations;

namespace ImageGuard.Housekeeping;

/// <summary>Brings the guard's own operations into the chronicle.</summary>
internal sealed class ChronicleObserver(IChronicle chronicle, TimeSpan engineClockAhead) : IOperationObserver
{
    public ValueTask StartingAsync(OperationRun run, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask EndedAsync(OperationRun run, Exception? failure)
    {
        if (OverlapTable.ModeOf(run.Kind) == OverlapMode.Shared)
        {
            var now = DateTimeOffset.UtcNow + engineClockAhead;
            foreach (var image in run.Images)
            {
                chronicle.Add(failure is null
                    ? new Happening(now, HappeningKind.Used, Id: null, ImageNames.KeyOf(image))
                    : BrokeOff(run, image, now, failure));
            }
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask SettledAsync(OperationRun run, SettledOutcome outcome) => ValueTask.CompletedTask;

    private Happening BrokeOff(OperationRun run, string image, DateTimeOffset now, Exception failure) => new(
        now,
        HappeningKind.BrokeOff,
        Id: null,
        ImageNames.KeyOf(image),
        run.StartedAt + engineClockAhead,
        $"{run.Kind} of {image}: {failure.Message}");
}
