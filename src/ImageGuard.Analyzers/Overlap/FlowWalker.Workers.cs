using ImageGuard.Analyzers.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImageGuard.Analyzers.Overlap;

/// <content>Objects that run functions by themselves: threads, timers, dataflow blocks.</content>
internal sealed partial class FlowWalker
{
    /// <summary>A worker has been made; its functions run when it is started.</summary>
    private TaskValue VisitWorker(IObjectCreationOperation creation, TaskValue given)
    {
        if (WorkerFacts.ThreadingTimer.Is(creation.Type) && !WorkerFacts.IsCreatedToWait(creation))
        {
            return StartAll(given, "it runs on a timer");
        }

        if (WorkerFacts.IsBlock(creation.Type) && RunsSeveralAtOnce(creation))
        {
            Probe(() => WithReason($"'{creation.Type!.Name}' runs several at once", () => SpawnAll(given.Functions).With(SpawnAll(given.Functions))));
        }

        return given;
    }

    private bool RunsSeveralAtOnce(IObjectCreationOperation block) =>
        block.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == "dataflowBlockOptions")?.Value is { } options
        && _services.Settings.ValuesOf(options, "MaxDegreeOfParallelism") is [var degree] && WorkerFacts.IsParallel(ValueSources.Unwrap(degree));

    /// <summary>Two blocks in a row: while one works on an item, the other works on the one before.</summary>
    private void Link(IInvocationOperation call, TaskValue both)
    {
        Probe(() => WithReason("one block works beside the other", () => SpawnAll(both.Functions)));

        // Either gets the other's functions: what is sent to the first starts both, and whoever waits for the last waits for both.
        AddTo(call.Receiver(), both);
        AddTo(call.ArgumentFor("target"), both);
    }

    /// <summary>A worker starts. It does so once, however many messages it gets.</summary>
    private TaskValue StartWorker(IOperation? worker, TaskValue value, string reason)
    {
        var flights = StartAll(value, reason);
        if (_state is null || worker is null)
        {
            return flights;
        }

        foreach (var carrier in _state.Carriers)
        {
            if (SymbolEqualityComparer.Default.Equals(carrier.Key, RootOf(worker)) || (WorkerFacts.IsBlock(worker.Type) && carrier.Value.Functions.Any(value.Functions.Contains)))
            {
                Carry(carrier.Key, carrier.Value.WithoutFunctions().With(flights));
            }
        }

        return flights;
    }

    private TaskValue StartAll(TaskValue given, string reason)
    {
        var first = _started.Count;
        Beside(given, reason);
        return TaskValue.Carrying(_started.Skip(first));
    }

    private TaskValue SpawnAll(IEnumerable<Function> functions) => TaskValue.All(functions.Select(Spawn));

    /// <summary>Looks at what would happen, and goes on as if it had not.</summary>
    private void Probe(Action work)
    {
        var (state, started) = (_state, _started.Count);
        work();
        _state = state;
        _started.RemoveRange(started, _started.Count - started);
    }

    /// <summary>The handler of a timer runs beside everything as soon as the timer does. Others run when their event comes, not here.</summary>
    private TaskValue VisitSubscription(IEventAssignmentOperation subscription)
    {
        Visit(subscription.EventReference);
        if (subscription is { Adds: true, EventReference: IEventReferenceOperation { Instance: { } timer } } && WorkerFacts.TimersTimer.Is(timer.Type))
        {
            AddTo(timer, Visit(subscription.HandlerValue));
        }

        return TaskValue.None;
    }

    /// <summary><c>timer.Enabled = true</c>.</summary>
    private void VisitSwitch(IPropertyReferenceOperation target, IOperation value)
    {
        if (target is { Property.Name: "Enabled", Instance: { } timer } && WorkerFacts.TimersTimer.Is(timer.Type) && RootOf(timer) is { } root)
        {
            if (value.ConstantValue is { HasValue: true, Value: false })
            {
                Complete(CarriedBy(root));
            }
            else
            {
                StartWorker(timer, CarriedBy(root), "it runs on a timer");
            }
        }
    }
}
