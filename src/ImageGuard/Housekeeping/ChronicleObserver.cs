using ImageGuard.Model;
using ImageGuard.Operations;

namespace ImageGuard.Housekeeping;

/// <summary>Brings the guard's own operations into the chronicle.</summary>
internal sealed class ChronicleObserver(Chronicle chronicle, TimeSpan engineClockAhead) : IOperationObserver
{
    public ValueTask StartingAsync(OperationRun run, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask EndedAsync(OperationRun run, Exception? failure)
    {
        if (OverlapTable.ModeOf(run.Kind) != OverlapMode.Shared)
        {
            return ValueTask.CompletedTask;
        }

        var now = DateTimeOffset.UtcNow + engineClockAhead;
        return chronicle.AddAsync([.. run.Images.Select(image => failure is null
            ? new Happening(now, HappeningKind.Used, Id: null, ImageNames.KeyOf(image))
            : BrokeOff(run, image, now, failure))]);
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
