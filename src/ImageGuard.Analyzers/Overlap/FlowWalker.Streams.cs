using ImageGuard.Analyzers.Requests;
using ImageGuard.Analyzers.Sources;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImageGuard.Analyzers.Overlap;

/// <content>Answers that begin before the operation ends: a save's archive, a build's output. The operation runs until they have been read.</content>
internal sealed partial class FlowWalker
{
    private static TypeName Stream { get; } = new("System.IO", "Stream");

    /// <summary>Somebody has waited for a task. Whoever gets a stream from it carries the operation on.</summary>
    private TaskValue Await(TaskValue value, ITypeSymbol? result)
    {
        if (value.IsNested)
        {
            return value.Unnested();
        }

        var answered = value.Flights.Where(flight => BeginsWith(result, flight)).ToArray();
        foreach (var flight in answered)
        {
            flight.IsAnswered = true;
        }

        Complete(TaskValue.Carrying(value.Flights.Except(answered)));
        return TaskValue.Carrying(answered);
    }

    private static bool BeginsWith(ITypeSymbol? result, Flight flight) =>
        Stream.Is(result) || (HttpApi.Response.Is(result) && flight.Call.Arguments.Any(argument => argument.Value is IFieldReferenceOperation { Field.Name: "ResponseHeadersRead" }));

    /// <summary>Whether a function's task yields a stream to be read by its caller.</summary>
    private static bool YieldsStream(IMethodSymbol function) => function.ReturnType is INamedTypeSymbol { TypeArguments: [var result] } && Stream.Is(result);

    /// <summary>A call that is over when it returns has read what it got of a stream.</summary>
    private void CompleteRead(TaskValue used) => Complete(TaskValue.Carrying(used.Flights.Where(flight => flight.IsAnswered)));

    /// <summary>The end of a scope closes the streams that have been opened in it, but for those that are handed out.</summary>
    private void CloseStreamsSince(int first, TaskValue handedOut) => Complete(TaskValue.Carrying(
        _started.Skip(first).Where(flight => flight.IsAnswered && !handedOut.Flights.Contains(flight))));
}
