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
                Merge(readings, reading => reading.Operations, (one, other) => one.Kind == other.Kind, operation => operation.Force, (operation, force) => operation with { Force = force }),
                Merge(readings, reading => reading.ContainerRemovals, (_, _) => true, removal => removal.Force, (removal, force) => removal with { Force = force }));
    }

    /// <summary>The first of a kind in one alternative stands for the first in each other, the second for the second.</summary>
    private static IReadOnlyList<T> Merge<T>(
        IEnumerable<CommandReading> readings,
        Func<CommandReading, IEnumerable<T>> itemsOf,
        Func<T, T, bool> areOfOneKind,
        Func<T, Certainty> forceOf,
        Func<T, Certainty, T> withForce)
    {
        var groups = new List<List<T>>();
        foreach (var reading in readings)
        {
            var open = new List<List<T>>(groups);
            foreach (var item in itemsOf(reading))
            {
                if (open.Find(group => areOfOneKind(group[0], item)) is { } group)
                {
                    open.Remove(group);
                    group.Add(item);
                }
                else
                {
                    groups.Add([item]);
                }
            }
        }

        return
        [
            .. groups.Select(group =>
            {
                var strongest = group.Aggregate((first, second) => forceOf(second) > forceOf(first) ? second : first);
                return group.TrueForAll(item => forceOf(item) == forceOf(strongest)) ? strongest : withForce(strongest, Certainty.Possible);
            }),
        ];
    }
}
