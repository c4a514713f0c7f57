using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace ImageGuard.Analyzers.Overlap;

/// <summary>What holds at one point of a body: the operations in flight, the locks held, and which variable carries which work.</summary>
internal sealed record FlowState(
    ImmutableHashSet<Flight> InFlight,
    ImmutableArray<Hold> Holds,
    ImmutableDictionary<ISymbol, TaskValue> Carriers)
{
    public static FlowState Start { get; } = new(
        ImmutableHashSet<Flight>.Empty,
        ImmutableArray<Hold>.Empty,
        ImmutableDictionary.Create<ISymbol, TaskValue>(SymbolEqualityComparer.Default));

    // In most places of a body nothing is carried and nothing is in flight, and the hash of a symbol is dear.
    public TaskValue CarriedBy(ISymbol symbol) => !Carriers.IsEmpty && Carriers.TryGetValue(symbol, out var value) ? value : TaskValue.None;

    public FlowState WithCarrier(ISymbol symbol, TaskValue value) =>
        value.IsNone && (Carriers.IsEmpty || !Carriers.ContainsKey(symbol)) ? this : this with { Carriers = Carriers.SetItem(symbol, value) };

    public FlowState Completed(IEnumerable<Flight> flights) => InFlight.IsEmpty ? this : this with { InFlight = InFlight.Except(flights) };

    /// <summary>
    /// The state after two ways have met: what runs on either may run. A lock counts as held only if it is held on both.
    /// </summary>
    public static FlowState? Join(FlowState? left, FlowState? right)
    {
        if (left is null || right is null || ReferenceEquals(left, right))
        {
            return left ?? right;
        }

        var carriers = left.Carriers;
        foreach (var entry in right.Carriers)
        {
            carriers = carriers.SetItem(entry.Key, left.CarriedBy(entry.Key).With(entry.Value));
        }

        return new FlowState(
            left.InFlight.Union(right.InFlight),
            left.Holds.Where(hold => right.Holds.Contains(hold)).ToImmutableArray(),
            carriers);
    }

    /// <summary>Whether another pass over a loop could find more: something is in flight that was not.</summary>
    public bool HasMoreInFlightThan(FlowState earlier) => !InFlight.IsSubsetOf(earlier.InFlight);
}
