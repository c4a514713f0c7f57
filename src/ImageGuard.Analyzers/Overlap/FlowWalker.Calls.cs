using ImageGuard.Analyzers.Sources;
using ImageGuard.Analyzers.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ImageGuard.Analyzers.Overlap;

/// <content>Calls: operations, functions in sight, and the library's ways to start and to wait for work.</content>
internal sealed partial class FlowWalker
{
    private const string UnawaitedTask = "its task is not awaited before";
    private const string UnawaitedProcess = "its process is not waited for before";

    private TaskValue VisitCall(IInvocationOperation call)
    {
        var effect = TaskFacts.EffectOf(call.TargetMethod);
        if (effect is TaskEffect.WhenAll or TaskEffect.WhenAny)
        {
            _reasons.Push($"both run in 'Task.{call.TargetMethod.Name}'");
        }

        var receiver = Visit(call.Instance);
        var arguments = call.Arguments.Select(argument => Visit(argument.Value)).ToArray();
        if (effect is TaskEffect.WhenAll or TaskEffect.WhenAny)
        {
            _reasons.Pop();
        }

        if (_state is null)
        {
            return TaskValue.None;
        }

        if (_services.Reader.Read(call) is { } site)
        {
            return Perform(site);
        }

        ApplyLock(call);
        if (effect != TaskEffect.Unknown)
        {
            return Apply(effect, call, receiver, arguments);
        }

        if (call.TargetMethod is { MethodKind: MethodKind.DelegateInvoke })
        {
            return TaskValue.All(receiver.Functions.Select(function => Call(function, call.Arguments, arguments)));
        }

        return (RunnerOf(call, arguments) ?? FunctionOf(call.TargetMethod, call.IsVirtual, call.CalleeSyntax())) is { } called && !MockFacts.OnlyDescribes(call)
            ? Call(called, call.Arguments, arguments)
            : CallUnknown(call, receiver, arguments);
    }

    /// <summary>A call performs operations, one after the other: each meets what is in flight, but not its fellows.</summary>
    private TaskValue Perform(OperationSite site)
    {
        var (call, others) = (site.Call, _state!.InFlight);
        var reason = site.End == OperationEnd.WithTask ? UnawaitedTask : UnawaitedProcess;
        var place = _frames.Peek().Site ?? call.CalleeSyntax();
        var engine = EngineOf(call.Receiver());
        var holds = _state.Holds.AddRange(_services.WrapperLocks.Of(call).Select(step => step.Taken()));
        var flights = site.Operations.Select(operation => new Flight(WithKnown(operation), call, place, holds, ReasonOr(reason), engine)).ToArray();
        foreach (var flight in flights)
        {
            NoteAsyncVoid(flight);
            Start(flight, others);
        }

        switch (site.End)
        {
            case OperationEnd.WithTask:
                return TaskValue.Task(flights);
            case OperationEnd.WithProcess when call.Instance is null:
                return TaskValue.Carrying(flights);
            case OperationEnd.WithProcess:
                AddTo(call.Instance, TaskValue.Carrying(flights));
                return TaskValue.None;
            case OperationEnd.WithCall:
                Complete(TaskValue.Carrying(flights));
                return TaskValue.None;
            default:
                return TaskValue.None;
        }
    }

    private TaskValue Apply(TaskEffect effect, IInvocationOperation call, TaskValue receiver, TaskValue[] arguments)
    {
        var given = TaskValue.All(arguments);
        var work = receiver.IsNone && call.Instance is null ? given : receiver;
        switch (effect)
        {
            case TaskEffect.Same:
                return work;
            case TaskEffect.Wait:
                return Await(Enumerated(receiver.With(given)), call.Type);
            case TaskEffect.WhenAll:
                return TaskValue.Task(Enumerated(given, "all items run in 'Task.WhenAll'").Flights);
            case TaskEffect.WhenAny:
                return TaskValue.Task(Enumerated(given, "all items run in 'Task.WhenAny'").Flights).Nested();
            case TaskEffect.Run:
                return Beside(given, $"it runs in '{call.TargetMethod.ContainingType.Name}.{call.TargetMethod.Name}'");
            case TaskEffect.RunNested:
                var started = Beside(given, "it runs in 'StartNew'");
                return given.Functions.Any(function => TaskFacts.IsAwaitable(function.Symbol.ReturnType)) ? started.Nested() : started;
            case TaskEffect.RunDetached:
                Beside(given, $"it runs in '{call.TargetMethod.ContainingType.Name}.{call.TargetMethod.Name}'");
                return TaskValue.None;
            case TaskEffect.Unwrap:
                return work.Unnested();
            case TaskEffect.ContinueWith:
                return Continued(receiver, given);
            case TaskEffect.Parallel:
                Complete(AtOnce(receiver.With(given), call));
                return TaskValue.None;
            case TaskEffect.ParallelAsync:
                return TaskValue.Task(AtOnce(given, call).Flights);
            case TaskEffect.Query:
                return VisitQuery(call, given);
            case TaskEffect.Enumerate:
                return Enumerated(receiver.With(given), "all items of the query run at once").Inside();
            case TaskEffect.ForEach:
                CallAll(given.Functions);
                return TaskValue.None;
            case TaskEffect.Start:
                StartWorker(call.Receiver(), receiver.IsNone ? given : receiver, TaskFacts.ReasonOfStart(call.TargetMethod.ContainingType));
                return TaskValue.None;
            case TaskEffect.Link:
                Link(call, receiver.With(given));
                return TaskValue.None;
            default:
                return TaskValue.None;
        }
    }

    /// <summary>A call into code that is out of sight. Functions given to it are taken to run before it, or its task, has ended.</summary>
    private TaskValue CallUnknown(IInvocationOperation call, TaskValue receiver, TaskValue[] arguments)
    {
        var given = TaskValue.All(arguments);
        if (call.Parent is IObjectOrCollectionInitializerOperation)
        {
            // An item of a collection that is being made: whoever waits for the collection waits for it.
            return given;
        }

        if (RootOf(call.Receiver()) is null)
        {
            Complete(given);
        }
        else
        {
            AddTo(call.Receiver(), given.WithoutFunctions());
        }

        var called = given.Functions.IsEmpty ? TaskValue.None : CallUnder(LockHeldDuring(call), given.Functions);
        var work = receiver.With(given.Inside()).With(called);
        if (!TaskFacts.IsAwaitable(call.Type))
        {
            CompleteRead(work);
        }

        if (call.Type is { SpecialType: not SpecialType.System_Void })
        {
            return work.WithoutFunctions();
        }

        Complete(called);
        return TaskValue.None;
    }

    private TaskValue VisitCreation(IObjectCreationOperation creation)
    {
        var values = creation.Arguments.Select(argument => Visit(argument.Value)).ToArray();
        var given = TaskValue.All(values.Append(Visit(creation.Initializer)));
        if (TaskFacts.Thread.Is(creation.Type) || TaskFacts.IsTask(creation.Type))
        {
            return given;
        }

        if (WorkerFacts.IsTimer(creation.Type) || WorkerFacts.IsBlock(creation.Type))
        {
            return VisitWorker(creation, given);
        }

        if (creation.Constructor is { } constructor && FunctionOf(constructor, isVirtual: false, creation.Syntax) is { } function)
        {
            Call(function, creation.Arguments, values);
        }

        // Functions given to other objects run when those please, if at all: they are walked by themselves.
        return given.WithoutFunctions();
    }

    private TaskValue VisitDelegate(IOperation target) => target switch
    {
        IAnonymousFunctionOperation lambda when !MockFacts.IsExpressionTree(lambda) => TaskValue.Of(Function.Of(lambda)),
        IMethodReferenceOperation reference => FunctionOf(reference.Method, reference.IsVirtual, reference.Syntax) is { } function ? TaskValue.Of(function) : TaskValue.None,

        // A delegate made of a delegate: new Func<Task>(other).
        _ => Visit(target),
    };

    /// <summary>The function that a field or a property of a delegate's type always holds.</summary>
    private TaskValue FunctionIn(IMemberReferenceOperation reference)
    {
        if (reference.Type is not { TypeKind: TypeKind.Delegate } || _services.Members.OnlyValueOf(reference.Member) is not { } value)
        {
            return TaskValue.None;
        }

        value = ValueSources.Unwrap(value);
        var function = value is IDelegateCreationOperation { Target: var target } ? target : value;
        return function switch
        {
            IAnonymousFunctionOperation lambda => TaskValue.Of(new Function(lambda.Symbol, Body: null, _frames.Peek().Site ?? reference.Syntax)),
            IMethodReferenceOperation { Method.MethodKind: not MethodKind.LocalFunction } method
                when FunctionOf(method.Method, method.IsVirtual, reference.Syntax) is { } named => TaskValue.Of(named),
            _ => TaskValue.None,
        };
    }

    private TaskValue VisitProperty(IPropertyReferenceOperation property)
    {
        var receiver = Visit(property.Instance);
        foreach (var argument in property.Arguments)
        {
            Visit(argument.Value);
        }

        if (property.Property.Name == "Result" && TaskFacts.IsAwaitable(property.Instance?.Type))
        {
            return Await(receiver, property.Type);
        }

        if (property.Property.Name == FedStream)
        {
            return TaskValue.None;
        }

        var computed = property.Property.GetMethod is { } getter && FunctionOf(getter, IsVirtual(property), property.Syntax) is { } function
            ? CallInSight(function)
            : FunctionIn(property);

        // A part of something that carries work: an item of a list of tasks, a property of a tuple.
        return computed.With(AsTask(receiver.With(RootOf(property) is { } root && _state is { } state ? state.CarriedBy(root) : TaskValue.None), property.Type!));
    }

    private static bool IsVirtual(IPropertyReferenceOperation property) =>
        property.Instance is { } instance && instance.Syntax is not BaseExpressionSyntax;

    private TaskValue VisitQuery(IInvocationOperation call, TaskValue given)
    {
        if (TaskFacts.IsParallel(call.Type) && !given.Functions.IsEmpty)
        {
            return AtOnce(given, call);
        }

        return given.Functions.IsEmpty ? given : TaskValue.Query(given.PerItem.Union(given.Functions)).With(TaskValue.Carrying(given.Flights));
    }

    /// <summary>Somebody takes all items of a query: its functions run once for each, and all that they start is in flight together.</summary>
    private TaskValue Enumerated(TaskValue value, string? reason = null)
    {
        if (value.PerItem.IsEmpty)
        {
            return value;
        }

        var items = WithReason(reason, () => RunPerItem(value).With(RunPerItem(value)));
        return items.With(TaskValue.Carrying(value.Flights)).WithoutFunctions();
    }

    private TaskValue RunPerItem(TaskValue query) =>
        CallAll(query.PerItem).With(TaskValue.Carrying(query.Flights));

    /// <summary>Functions that run for several items at once: two items stand for all.</summary>
    private TaskValue AtOnce(TaskValue given, IInvocationOperation call)
    {
        var functions = given.PerItem.AddRange(given.Functions);
        if (RunsOneAtATime(call))
        {
            return CallAll(functions);
        }

        return WithReason(
            $"'{call.TargetMethod.ContainingType.Name}.{call.TargetMethod.Name}' runs several at once",
            () => SpawnAll(functions.Concat(functions)));
    }

    /// <summary><c>MaxDegreeOfParallelism = 1</c>.</summary>
    private bool RunsOneAtATime(IInvocationOperation call) =>
        call.ArgumentFor("parallelOptions") is { } options
        && _services.Settings.ValuesOf(options, "MaxDegreeOfParallelism") is [{ ConstantValue: { HasValue: true, Value: 1 } }];

    /// <summary>Functions that run beside the caller from here on.</summary>
    private TaskValue Beside(TaskValue given, string reason) =>
        WithReason(reason, () => SpawnAll(given.Functions));

    /// <summary>First the task, then the function: one task for both.</summary>
    private TaskValue Continued(TaskValue first, TaskValue then)
    {
        var inFlight = _state!.InFlight;
        _state = _state.Completed(first.Flights);
        var second = SpawnAll(then.Functions);
        _state = _state! with { InFlight = _state.InFlight.Union(inFlight.Intersect(first.Flights)) };
        return TaskValue.Task(first.Flights.Union(second.Flights));
    }

    private TaskValue CallAll(IEnumerable<Function> functions) =>
        TaskValue.All(functions.Select(function => CallInSight(function)));

    private TaskValue CallUnder(LockTarget? target, IEnumerable<Function> functions)
    {
        var hold = target is { } held ? Take(new(held, LockEffect.EnterExclusive)) : null;
        var called = CallAll(functions);
        if (hold is not null)
        {
            // The lock is given back when the functions have ended, not when they have been started.
            _state = _state! with { Holds = _state.Holds.Remove(hold) };
        }

        return called;
    }

    private TaskValue WithReason(string? reason, Func<TaskValue> work)
    {
        if (reason is null)
        {
            return work();
        }

        _reasons.Push(reason);
        var value = work();
        _reasons.Pop();
        return value;
    }

    private string ReasonOr(string other) => (_reasons.Count > 0 ? _reasons.Peek() : null) ?? other;
}
