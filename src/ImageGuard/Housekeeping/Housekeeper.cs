using ImageGuard.Engines;

namespace ImageGuard.Housekeeping;

/// <summary>
/// Keeps an engine within a budget: images go one by one, each under the locks of its own removal and never by force. A prune of the whole
/// engine is never used: on some engines it destroys what is being pulled (moby#53321), and it knows no order.
/// </summary>
internal sealed class Housekeeper(Chronicle chronicle, EventReader events, ImageRemover remover) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Inventory _inventory = new();
    private readonly LayerSizes _layerSizes = new();

    /// <summary>Removes what the budget has no room for.</summary>
    /// <param name="budget">The budget.</param>
    /// <param name="dryRun">Whether nothing is removed: the report says what would be.</param>
    /// <param name="engine">The engine.</param>
    /// <param name="cancellationToken">Ends it between two removals.</param>
    public async Task<HousekeepingReport> KeepWithinAsync(
        ImageBudget budget, bool dryRun, Engine engine, CancellationToken cancellationToken)
    {
        budget.Validate();
        await events.ReadAsync(engine, cancellationToken).ConfigureAwait(false); // At every look: the engine soon forgets them.
        var count = await engine.CountImagesAsync(cancellationToken).ConfigureAwait(false);
        if (budget.IsKeptBy(count))
        {
            return new HousekeepingReport(count, count, null, null, IsWithinBudget: true, [], []);
        }

        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await SweepAsync(budget, dryRun, engine, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<HousekeepingReport> SweepAsync(
        ImageBudget budget, bool dryRun, Engine engine, CancellationToken cancellationToken)
    {
        var images = await _inventory.ReadAsync(engine, cancellationToken).ConfigureAwait(false);
        var layers = budget.MaxBytes is null
            ? null
            : await _layerSizes.ReadAsync(engine, images, cancellationToken).ConfigureAwait(false);
        var containers = await engine.ListContainersAsync(cancellationToken).ConfigureAwait(false);
        var now = DateTimeOffset.UtcNow + engine.Identity.ClockAhead;

        var stock = new ImageStock(images, layers);
        var (countBefore, bytesBefore) = (stock.Count, stock.Bytes);
        var isSweeping = stock.Exceeds(budget);
        var lastUses = await chronicle.ReadUsesAsync(cancellationToken).ConfigureAwait(false);
        var waiting = new EvictionOrder(budget, lastUses, now).Of(images, containers);
        var freed = new List<FreedImage>();
        var inTheWay = new List<KeptImage>();
        for (var before = -1; before != freed.Count;)
        {
            before = freed.Count; // An image whose last child has gone can go in the next round.
            var left = new List<Candidate>();
            foreach (var candidate in waiting.Where(IsDue))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (candidate.Kept is not null)
                {
                    inTheWay.Add(candidate.Kept);
                }
                else if (stock.ChildOf(candidate.Image.Id) is not null)
                {
                    left.Add(candidate);
                }
                else if (!dryRun && await remover.RemoveAsync(candidate.Image, engine, cancellationToken).ConfigureAwait(false) is { } kept)
                {
                    _inventory.Forget(kept.Id);
                    inTheWay.Add(kept);
                }
                else
                {
                    stock.Remove(candidate.Image.Id);
                    freed.Add(new FreedImage(candidate.Image.Id, candidate.Image.Names, candidate.LastUsed, candidate.Image.Summary.Size));
                }
            }

            waiting = left;
        }

        inTheWay.AddRange(waiting.Where(IsDue).Select(parent => new KeptImage(
            parent.Image.Id, parent.Image.Names, KeepReason.HasChildren, stock.ChildOf(parent.Image.Id) ?? "")));
        return new HousekeepingReport(countBefore, stock.Count, bytesBefore, stock.Bytes, !stock.Exceeds(budget), freed, inTheWay);

        bool IsDue(Candidate candidate) =>
            (isSweeping && stock.ExceedsLowMark(budget)) || candidate.LastUsed < now - budget.MaxAge;
    }
}
