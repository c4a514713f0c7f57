using System.Collections.Immutable;
using ImageGuard.Analyzers.Sources;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImageGuard.Analyzers.Overlap;

/// <content>Functions in sight: walked in place, or put in by their summaries.</content>
internal sealed partial class FlowWalker
{
    private static string InFunction(IMethodSymbol function) => function.MethodKind == MethodKind.LambdaMethod
        ? "it runs in a function whose task is not awaited before"
        : $"it runs in '{function.Name}', whose task is not awaited before";

    /// <summary>The function that a call or a method group leads to, or null where it leads to no image that could be seen.</summary>
    /// <param name="method">What is called or named.</param>
    /// <param name="isVirtual">Whether the object decides which method that is.</param>
    /// <param name="site">The place.</param>
    private Function? FunctionOf(IMethodSymbol method, bool isVirtual, SyntaxNode site)
    {
        site = _frames.Peek().Site ?? site;
        if (method.MethodKind == MethodKind.LocalFunction)
        {
            return _localFunctions.TryGetValue(method.OriginalDefinition, out var body) ? new Function(method.OriginalDefinition, body, site)
                : _services.Models.BodyOf(method) is { } around ? new Function(method.OriginalDefinition, around, site, IsElsewhere: true)
                : null;
        }

        return _services.Summaries.MayLeadToImages(method) && _services.Targets.Of(method, isVirtual) is { } target && _services.Summaries.Of(target, _request) is { Started.IsEmpty: false }
            ? new Function(target, Body: null, site)
            : null;
    }

    /// <summary>A method that runs the functions that it is given, perhaps under a lock or several at once: its body tells.</summary>
    private Function? RunnerOf(IInvocationOperation call, TaskValue[] arguments)
    {
        if (call.TargetMethod is { MethodKind: MethodKind.LocalFunction } or { DeclaringSyntaxReferences.IsEmpty: true } || arguments.All(argument => argument.Functions.IsEmpty))
        {
            return null;
        }

        return _services.Targets.Of(call.TargetMethod, call.IsVirtual) is { } method && _services.Models.BodyOf(method) is { } body
            ? new Function(method, body, _frames.Peek().Site ?? call.CalleeSyntax(), IsElsewhere: true)
            : null;
    }

    private TaskValue Call(Function function, ImmutableArray<IArgumentOperation> arguments, TaskValue[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (ParameterFor(arguments[i], function) is { } parameter)
            {
                Carry(parameter, values[i]);
            }
        }

        return function.IsAsyncIterator ? TaskValue.Query([function]) : CallInSight(function, Read(arguments, function));
    }

    /// <summary>Runs a function now, up to its first wait: whoever gets its task decides when it has ended.</summary>
    private TaskValue CallInSight(Function function, Given? given = null)
    {
        var value = function.Body is null ? CallBySummary(function, given ?? Given.Nothing) : CallInPlace(function, given ?? Given.Nothing);
        if (_reasons.Count > 0 && _reasons.Peek() is { } reason)
        {
            foreach (var flight in value.Flights)
            {
                flight.Reason = reason;
            }
        }

        return value;
    }

    private TaskValue CallInPlace(Function function, Given given)
    {
        if (_state is null || _frames.Count == FlowLimits.Functions || _frames.Any(frame => SymbolEqualityComparer.Default.Equals(frame.Function, function.Symbol)))
        {
            return TaskValue.None;
        }

        _walked.Add(function.Symbol);
        var (before, first, frame) = (_state, _started.Count, new Frame(function.Symbol, function.IsElsewhere ? function.Site : null, given));
        var held = AnnotationReader.LockRequiredBy(function.Symbol) is { } attribute ? Take(new(new(attribute, Key: null), LockEffect.EnterExclusive)) : null;
        _frames.Push(frame);
        _reasons.Push(null);
        Visit(function.Body);
        _reasons.Pop();
        _frames.Pop();
        _state = FlowState.Join(frame.AtReturns, _state) ?? before;
        CloseStreamsSince(first, frame.Returned);
        if (held is not null)
        {
            // The caller holds it on, so what still runs is under it still.
            _state = _state with { Holds = _state.Holds.Remove(held) };
        }

        if (!function.Symbol.IsAsync || !(function.Symbol.ReturnsVoid || TaskFacts.IsAwaitable(function.Symbol.ReturnType)))
        {
            return frame.Returned;
        }

        // What it has waited for itself runs, for its caller, until its own task has ended.
        var ended = ReviveSince(first, _ => InFunction(function.Symbol));
        return function.Symbol.ReturnsVoid ? TaskValue.None : TaskValue.Task(YieldsStream(function.Symbol) ? ended.Concat(frame.Returned.Flights) : ended);
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
    private TaskValue CallBySummary(Function function, Given given)
    {
        if (_state is null || _services.Summaries.Of(function.Symbol, _request) is not { } summary)
        {
            return TaskValue.None;
        }

        var others = _state.InFlight;
        var copies = summary.CopyFor(function, _state.Holds, InFunction(function.Symbol), given);
        foreach (var flight in copies.Started)
        {
            NoteAsyncVoid(flight);
            Start(flight, others);
        }

        if (function.Symbol.IsAsync && !function.IsAsyncIterator)
        {
            return function.Symbol.ReturnsVoid ? TaskValue.None : TaskValue.Task(copies.Ended);
        }

        _state = _state.Completed(copies.Ended.Except(copies.Returned));
        return TaskFacts.IsAwaitable(function.Symbol.ReturnType) ? TaskValue.Task(copies.Returned) : TaskValue.Carrying(copies.Returned);
    }

    /// <summary>The caller of an async void function goes on at its first wait and never learns of its end or its failure.</summary>
    private void NoteAsyncVoid(Flight flight)
    {
        if (_frames.Peek().Function is { IsAsync: true, ReturnsVoid: true } function && !IsEventHandler(function) && !function.IsTest())
        {
            _findings?.NotAwaited(flight, flight.Site, "it runs in an 'async void' function, for which nobody can wait");
        }
    }

    /// <summary>The signature of an event's handler leaves no choice but async void.</summary>
    private static bool IsEventHandler(IMethodSymbol function) =>
        function.Parameters is [_, { Type: var arguments }] && arguments.BasesAndSelf().Any(type => type.Name.EndsWith("EventArgs", StringComparison.Ordinal));
}
