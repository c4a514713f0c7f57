using ImageGuard.Model;

namespace ImageGuard.Locks;

/// <summary>The locks that an operation takes, each once and in the one order that all operations keep, so that none can deadlock.</summary>
internal sealed class LockPlan
{
    private LockPlan(IEnumerable<(LockResource Resource, OverlapMode Mode)> entries) =>
        Entries = entries
            .GroupBy(entry => entry.Resource, (resource, same) => (resource, same.Max(entry => entry.Mode)))
            .OrderBy(entry => entry.resource)
            .ToArray();

    /// <summary>Alone on the engine: what an operation takes that is repeated because an unforeseen neighbour disturbed it.</summary>
    public static LockPlan Alone { get; } = new([(LockResource.Engine, OverlapMode.Exclusive)]);

    public IReadOnlyList<(LockResource Resource, OverlapMode Mode)> Entries { get; }

    /// <summary>Plans by <see cref="OverlapTable"/>: what may overlap there shares, what may not excludes.</summary>
    public static LockPlan For(ImageFootprint footprint)
    {
        var mode = OverlapTable.ModeOf(footprint.Kind);
        if (mode == OverlapMode.None)
        {
            return new LockPlan([]);
        }

        if (footprint.Kind == ImageOperationKind.Prune || footprint.RemovesUnnamed)
        {
            return Alone;
        }

        var entries = new List<(LockResource, OverlapMode)> { (LockResource.Engine, OverlapMode.Shared) };
        if (footprint.HasUnknownIds || footprint.Images.Any(ImageId.IsId))
        {
            entries.Add((LockResource.Ids, footprint.HasUnknownIds ? OverlapMode.Exclusive : OverlapMode.Shared));
        }

        entries.AddRange(footprint.Images.Select(image => (LockResource.Image(image), mode)));
        entries.AddRange(footprint.BuildsInto.Select(key => (LockResource.Build(key), OverlapMode.Exclusive)));
        if (mode == OverlapMode.Exclusive || footprint.HasUnknownNames)
        {
            entries.Add((LockResource.UnknownNames, mode));
        }

        return new LockPlan(entries);
    }
}
