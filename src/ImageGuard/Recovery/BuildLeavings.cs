using ImageGuard.Engines;
using ImageGuard.Housekeeping;
using ImageGuard.Journal;
using ImageGuard.Model;

namespace ImageGuard.Recovery;

/// <summary>Removes the unnamed images of the finished steps of a build that did not come to its end.</summary>
internal sealed class BuildLeavings(UnnamedImages unnamed, ImageGuardOptions options)
{
    /// <summary>Removes what was made from the beginning of the build on and is the leaving of one.</summary>
    public async Task RemoveAsync(JournalEntry entry, RecoveryLog log, Engine engine, CancellationToken cancellationToken)
    {
        if (entry.Kind != ImageOperationKind.Build)
        {
            return;
        }

        var until = options.Clock.GetUtcNow() + engine.Identity.ClockAhead;
        var cleanup = await unnamed
            .CleanInterruptedAsync(entry.Began + engine.Identity.ClockAhead, until, engine, cancellationToken).ConfigureAwait(false);
        foreach (var image in cleanup.Removed)
        {
            log.Done($"{image.Id}, which it left without a name, was removed.");
        }

        foreach (var image in cleanup.Left)
        {
            log.Blocked($"{image.Id}, which it left without a name, is being used. It goes with the next recovery.");
        }
    }
}
