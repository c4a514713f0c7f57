using System.Collections.Immutable;

namespace ImageGuard.Analyzers.Overlap;

/// <summary>What a call of a method does, seen from outside.</summary>
/// <param name="Started">All operations that it starts, itself or through others.</param>
/// <param name="Ended">Those that have ended when the method, or its task, has.</param>
/// <param name="Returned">Those that whoever waits for the returned task waits for.</param>
internal sealed record MethodSummary(ImmutableArray<Flight> Started, ImmutableHashSet<Flight> Ended, ImmutableHashSet<Flight> Returned)
{
    public static MethodSummary Empty { get; } = new(ImmutableArray<Flight>.Empty, ImmutableHashSet<Flight>.Empty, ImmutableHashSet<Flight>.Empty);

    /// <summary>The operations of one call: with its own takings of the method's locks, at the place of the call.</summary>
    public MethodSummary CopyFor(Function function, ImmutableArray<Hold> callerHolds, string reason)
    {
        var holds = Started.SelectMany(flight => flight.Holds).Distinct().ToDictionary(hold => hold, hold => new Hold(hold.Target, hold.IsShared));
        var copies = Started.ToDictionary(
            flight => flight,
            flight => new Flight(
                flight.Operation,
                flight.Call,
                function.Site!,
                callerHolds.AddRange(flight.Holds.Select(hold => holds[hold])),
                reason));
        return new MethodSummary(Started.Select(Copy).ToImmutableArray(), Ended.Select(Copy).ToImmutableHashSet(), Returned.Select(Copy).ToImmutableHashSet());

        Flight Copy(Flight flight) => copies[flight];
    }
}
