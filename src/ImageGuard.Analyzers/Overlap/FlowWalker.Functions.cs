using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImageGuard.Analyzers.Overlap;

/// <content>Functions in sight: walked in place, or put in by their summaries.</content>
internal sealed partial class FlowWalker
{
    private static string InFunction(IMethodSymbol function) => function.MethodKind == MethodKind.LambdaMethod
        ? "it runs in a function whose task is not awaited before"
        : $"it runs in '{function.Name}', whose task is not awaited before";

    private Function? FunctionOf(IMethodSymbol method, SyntaxNode site)
    {
        if (method.MethodKind == MethodKind.LocalFunction)
        {
            return _localFunctions.TryGetValue(method.OriginalDefinition, out var body) ? new Function(method.OriginalDefinition, body, site) : null;
        }

        return SummaryOf(method) is { Started.IsEmpty: false } ? new Function(method, Body: null, site) : null;
    }

    private MethodSummary? SummaryOf(IMethodSymbol method)
    {
        if (_callers.Contains(method.OriginalDefinition, SymbolEqualityComparer.Default))
        {
            MetACycle = true;
            return null;
        }

        return _services.Summaries.Of(method, _callers);
    }

    private TaskValue Call(Function function, IInvocationOperation call, TaskValue[] arguments)
    {
        for (var i = 0; i < arguments.Length; i++)
        {
            if (call.Arguments[i].Parameter is { } parameter)
            {
                Carry(parameter.OriginalDefinition, arguments[i]);
            }
        }

        return CallInSight(function);
    }

    /// <summary>Runs a function now, up to its first wait: whoever gets its task decides when it has ended.</summary>
    private TaskValue CallInSight(Function function)
    {
        var value = function.Body is null ? CallBySummary(function) : CallInPlace(function);
        if (_reasons.Count > 0 && _reasons.Peek() is { } reason)
        {
            foreach (var flight in value.Flights)
            {
                flight.Reason = reason;
            }
        }

        return value;
    }

    private TaskValue CallInPlace(Function function)
    {
        if (_state is null || _frames.Count == MaxDepth || _frames.Any(frame => SymbolEqualityComparer.Default.Equals(frame.Function, function.Symbol)))
        {
            return TaskValue.None;
        }

        _walked.Add(function.Symbol);
        var (before, first, frame) = (_state, _started.Count, new Frame(function.Symbol));
        _frames.Push(frame);
        _reasons.Push(null);
        Visit(function.Body);
        _reasons.Pop();
        _frames.Pop();
        _state = FlowState.Join(frame.AtReturns, _state) ?? before;
        if (!function.Symbol.IsAsync || !(function.Symbol.ReturnsVoid || TaskFacts.IsAwaitable(function.Symbol.ReturnType)))
        {
            return frame.Returned;
        }

        // What it has waited for itself runs, for its caller, until its own task has ended.
        var ended = ReviveSince(first, _ => InFunction(function.Symbol));
        return function.Symbol.ReturnsVoid ? TaskValue.None : TaskValue.Task(ended);
    }

    /// <summary>Puts back in flight what has been started since and has ended: for somebody else it still runs.</summary>
    private List<Flight> ReviveSince(int first, Func<Flight, string> reason)
    {
        var ended = _started.GetRange(first, _started.Count - first);
        ended.RemoveAll(_state!.InFlight.Contains);
        foreach (var flight in ended)
        {
            flight.Reason = reason(flight);
        }

        _state = _state with { InFlight = _state.InFlight.Union(ended) };
        return ended;
    }

    /// <summary>Runs a function beside its caller: all that it does may happen from now until somebody has waited for it.</summary>
    private TaskValue Spawn(Function function)
    {
        if (_state is null)
        {
            return TaskValue.None;
        }

        var (first, holds) = (_started.Count, _state.Holds);
        var value = CallInSight(function);
        var ended = ReviveSince(first, flight => ReasonOr(flight.Reason));
        _state = _state with { Holds = holds };
        return TaskValue.Task(value.Flights.Union(ended));
    }

    /// <summary>Puts in what a method of its own does: its operations start here, each under the locks that the method takes for it.</summary>
    private TaskValue CallBySummary(Function function)
    {
        if (_state is null || SummaryOf(function.Symbol) is not { } summary)
        {
            return TaskValue.None;
        }

        var others = _state.InFlight;
        var copies = summary.CopyFor(function, _state.Holds, InFunction(function.Symbol));
        foreach (var flight in copies.Started)
        {
            NoteAsyncVoid(flight);
            Start(flight, others);
        }

        if (function.Symbol.IsAsync)
        {
            return function.Symbol.ReturnsVoid ? TaskValue.None : TaskValue.Task(copies.Ended);
        }

        _state = _state.Completed(copies.Ended.Except(copies.Returned));
        return TaskFacts.IsAwaitable(function.Symbol.ReturnType) ? TaskValue.Task(copies.Returned) : TaskValue.Carrying(copies.Returned);
    }

    /// <summary>The caller of an async void function goes on at its first wait and never learns of its end or its failure.</summary>
    private void NoteAsyncVoid(Flight flight)
    {
        if (_frames.Peek().Function is { IsAsync: true, ReturnsVoid: true } function && !IsEventHandler(function))
        {
            _findings.NotAwaited(flight, flight.Site, "it runs in an 'async void' function, for which nobody can wait");
        }
    }

    /// <summary>The signature of an event's handler leaves no choice but async void.</summary>
    private static bool IsEventHandler(IMethodSymbol function) =>
        function.Parameters is [_, { Type: var arguments }] && EventArguments(arguments);

    private static bool EventArguments(ITypeSymbol? type) => type is not null && (type.Name.EndsWith("EventArgs", StringComparison.Ordinal) || EventArguments(type.BaseType));
}
