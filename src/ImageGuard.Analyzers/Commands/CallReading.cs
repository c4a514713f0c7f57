using ImageGuard.Model;
using ImageGuard.Scripts;

namespace ImageGuard.Analyzers.Commands;

/// <summary>What the programs do that a call starts.</summary>
internal sealed record CallReading(IReadOnlyList<ImageOperation> Operations, IReadOnlyList<ContainerRemoval> ContainerRemovals)
{
    public static CallReading Nothing { get; } = new([], []);

    /// <summary>Whether callers decide what is started.</summary>
    public bool IsOpen { get; init; }

    public bool DoesNothing => Operations.Count == 0 && ContainerRemovals.Count == 0;

    /// <summary>All of several starts.</summary>
    public static CallReading All(IEnumerable<CallReading> readings) => readings.Aggregate(Nothing, (sum, reading) => new(
        [.. sum.Operations, .. reading.Operations],
        [.. sum.ContainerRemovals, .. reading.ContainerRemovals]) { IsOpen = sum.IsOpen || reading.IsOpen });

    /// <summary>One of several alternatives: a removal that only some of them force can be forced at run time.</summary>
    public static CallReading Of(IEnumerable<CommandReading> alternatives)
    {
        var readings = alternatives.ToArray();
        return readings.Length == 1
            ? new(readings[0].Operations, readings[0].ContainerRemovals)
            : new(
                Merge(readings, reading => reading.Operations, operation => operation.Kind, operation => operation.Force, (operation, force) => operation with { Force = force }),
                Merge(readings, reading => reading.ContainerRemovals, _ => true, removal => removal.Force, (removal, force) => removal with { Force = force }));
    }

    /// <summary>The first of a kind in one alternative stands for the first in each other, the second for the second.</summary>
    private static IReadOnlyList<T> Merge<T, TKind>(
        IEnumerable<CommandReading> readings,
        Func<CommandReading, IEnumerable<T>> itemsOf,
        Func<T, TKind> kindOf,
        Func<T, Certainty> forceOf,
        Func<T, Certainty, T> withForce)
    {
        var groups = readings
            .SelectMany(reading => itemsOf(reading).GroupBy(kindOf).SelectMany(kind => kind.Select((item, index) => (Item: item, Kind: kind.Key, Index: index))))
            .GroupBy(entry => (entry.Kind, entry.Index), entry => entry.Item);
        return
        [
            .. groups.Select(group =>
            {
                var strongest = group.OrderByDescending(forceOf).First();
                return group.Select(forceOf).Distinct().Count() == 1 ? strongest : withForce(strongest, Certainty.Possible);
            }),
        ];
    }
}
