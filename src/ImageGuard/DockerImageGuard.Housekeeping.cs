using ImageGuard.Diagnostics;
using ImageGuard.Engines;

namespace ImageGuard;

/// <content>Operations that keep an engine tidy (S3, S5, S10).</content>
public sealed partial class DockerImageGuard
{
    private static readonly TimeSpan CatalogReread = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Removes the images that a budget has no room for, least recently used first, one by one and never by force (S3). Never removed are
    /// images that containers use, their parents, images that an operation is working on, and what the budget protects.
    /// </summary>
    /// <param name="budget">The budget. Where it limits the number alone, that is looked at first, and is cheap.</param>
    /// <param name="dryRun">Whether nothing is removed: the report says what would be.</param>
    /// <param name="cancellationToken">Ends it between two removals.</param>
    /// <exception cref="ArgumentException">The budget limits nothing, or a mark makes no sense.</exception>
    public async Task<HousekeepingReport> KeepWithinAsync(
        ImageBudget budget, bool dryRun = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(budget);
        var session = await OpenAsync(cancellationToken).ConfigureAwait(false);
        var engine = new Engine(_client, session.Identity);
        var report = await session.Housekeeper.KeepWithinAsync(budget, dryRun, engine, cancellationToken).ConfigureAwait(false);
        if (!dryRun && report.Freed.Count > 0)
        {
            GuardLog.Freed(_logger, report.Freed.Count, report.ImagesAfter);
        }

        if (!report.IsWithinBudget)
        {
            GuardLog.OverBudget(_logger, report.ImagesAfter, report.InTheWay.Count);
        }

        return report;
    }

    /// <summary>Says of every image without a name (S5) how it came to be so, by what evidence, and what to do about it.</summary>
    /// <param name="all">Whether the intermediate images of builds are explained too, which have no name either.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <remarks>
    /// Engines remember their last 256 events. A guard that is open for long remembers more, so that its evidence is better.
    /// </remarks>
    public async Task<IReadOnlyList<UnnamedImage>> ExplainUnnamedAsync(bool all = false, CancellationToken cancellationToken = default)
    {
        var session = await OpenAsync(cancellationToken).ConfigureAwait(false);
        return await session.Unnamed.ExplainAsync(all, new Engine(_client, session.Identity), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Removes the images without a name that nobody can want any more (<see cref="UnnamedImage.IsSafeToRemove"/>), one by one and never by
    /// force.
    /// </summary>
    /// <param name="minimumAge">How old an image must be: a build may be under way that makes it. Null for 2 minutes.</param>
    /// <param name="cancellationToken">Ends it between two removals.</param>
    public async Task<UnnamedCleanup> CleanUnnamedAsync(TimeSpan? minimumAge = null, CancellationToken cancellationToken = default)
    {
        var session = await OpenAsync(cancellationToken).ConfigureAwait(false);
        return await session.Unnamed.CleanAsync(
            minimumAge ?? ImageBudget.DefaultMinimumAge, new Engine(_client, session.Identity), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Opens a catalogue of the images, which follows the engine until it is disposed (S10).</summary>
    /// <param name="reread">How often all images are read again, for what sends no event. Null for every 10 minutes.</param>
    /// <param name="cancellationToken">Ends the wait for the first reading.</param>
    public async Task<ImageCatalog> OpenCatalogAsync(TimeSpan? reread = null, CancellationToken cancellationToken = default)
    {
        var session = await OpenAsync(cancellationToken).ConfigureAwait(false);
        var catalog = new ImageCatalog(new Engine(_client, session.Identity), reread ?? CatalogReread);
        try
        {
            await catalog.WaitUntilReadAsync(cancellationToken).ConfigureAwait(false);
            return catalog;
        }
        catch
        {
            await catalog.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
