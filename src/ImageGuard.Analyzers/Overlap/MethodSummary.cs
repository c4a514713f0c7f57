using System.Collections.Immutable;
using ImageGuard.Model;
using Microsoft.CodeAnalysis;

namespace ImageGuard.Analyzers.Overlap;

/// <summary>What a call of a method does, seen from outside.</summary>
/// <param name="Started">All operations that it starts, itself or through others.</param>
/// <param name="Ended">Those that have ended when the method, or its task, has.</param>
/// <param name="Returned">Those that whoever waits for the returned task waits for.</param>
internal sealed record MethodSummary(ImmutableArray<Flight> Started, ImmutableHashSet<Flight> Ended, ImmutableHashSet<Flight> Returned)
{
    public static MethodSummary Empty { get; } = new(ImmutableArray<Flight>.Empty, ImmutableHashSet<Flight>.Empty, ImmutableHashSet<Flight>.Empty);

    /// <summary>The operations of one call: with its own takings of the method's locks and its own images, at the place of the call.</summary>
    /// <param name="function">The function that is called.</param>
    /// <param name="callerHolds">The locks under which it is called.</param>
    /// <param name="reason">Why its operations may still run after the call.</param>
    /// <param name="given">What it is given.</param>
    public MethodSummary CopyFor(Function function, ImmutableArray<Hold> callerHolds, string reason, Given given)
    {
        var run = new object();
        var holds = Started.SelectMany(flight => flight.Holds).Distinct().ToDictionary(hold => hold, hold => hold.Again());
        var copies = Started.ToDictionary(
            flight => flight,
            flight => new Flight(
                flight.Operation.WithImages(Known),
                flight.Call,
                function.Site!,
                callerHolds.AddRange(flight.Holds.Select(hold => holds[hold])),
                reason,
                flight.Engine is { } engine ? EngineIn(engine) : null));
        return new MethodSummary(Started.Select(Copy).ToImmutableArray(), Ended.Select(Copy).ToImmutableHashSet(), Returned.Select(Copy).ToImmutableHashSet());

        Flight Copy(Flight flight) => copies[flight];

        // Of the function's variables only the parameters mean something to its caller.
        ImageOperand Known(ImageOperand image) =>
            image.Variable is IParameterSymbol parameter && given.Images.TryGetValue(parameter, out var value) ? value with { Span = image.Span } : image with { Variable = null };

        Engine? EngineIn(Engine engine) =>
            engine.Variable is IParameterSymbol parameter && given.Engines.TryGetValue(parameter, out var known) ? known : engine with { Run = (run, engine.Run) };
    }
}
