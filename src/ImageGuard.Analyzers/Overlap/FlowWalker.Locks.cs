using ImageGuard.Analyzers.Sources;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImageGuard.Analyzers.Overlap;

/// <content>Locks: taken, held and given back.</content>
internal sealed partial class FlowWalker
{
    private readonly Dictionary<ILocalSymbol, Hold> _scopes = new(SymbolEqualityComparer.Default);

    private TaskValue VisitLock(ILockOperation locked)
    {
        Visit(locked.LockedValue);
        var hold = _services.Locks.Of(locked.LockedValue) is { } target ? Take(new(target, LockEffect.EnterExclusive)) : null;
        Visit(locked.Body);
        Release(hold);
        return TaskValue.None;
    }

    private TaskValue VisitUsing(IUsingOperation scope)
    {
        var (scopes, first) = (new Stack<Action>(), _started.Count);
        VisitScopes(scope.Resources, scopes);
        Visit(scope.Body);
        CloseStreamsSince(first, _frames.Peek().Returned);
        Leave(scopes);
        return TaskValue.None;
    }

    /// <summary>The resources of a using: a lock that one of them takes is held, and a timer runs, until the scope ends.</summary>
    private void VisitScopes(IOperation resources, Stack<Action> scopes)
    {
        Visit(resources);
        if (resources is not IVariableDeclarationGroupOperation group)
        {
            Enter(resources, scopes);
            return;
        }

        foreach (var declarator in group.Declarations.SelectMany(declaration => declaration.Declarators))
        {
            if (declarator.GetVariableInitializer() is { Value: var value })
            {
                Enter(value, scopes);
            }

            if (WorkerFacts.IsTimer(declarator.Symbol.Type))
            {
                scopes.Push(() => Complete(CarriedBy(declarator.Symbol)));
            }
        }
    }

    private void Enter(IOperation resource, Stack<Action> scopes)
    {
        if (TakeScope(resource) is { } hold)
        {
            scopes.Push(() => Release(hold));
        }
    }

    private static void Leave(Stack<Action> scopes)
    {
        while (scopes.Count > 0)
        {
            scopes.Pop()();
        }
    }

    /// <summary>A scope that is kept in a local holds the lock until it is disposed: <c>var held = await mutex.LockAsync();</c>.</summary>
    private void KeepScope(ILocalSymbol local, IOperation? value)
    {
        if (value is not null && TypeName.Disposable.IsImplementedBy(local.Type) && TakeScope(value) is { } hold)
        {
            _scopes[local] = hold;
        }
    }

    private Hold? TakeScope(IOperation value)
    {
        while (true)
        {
            switch (value)
            {
                case IAwaitOperation { Operation: var awaited }:
                    value = awaited;
                    break;
                case IConversionOperation { Operand: var operand }:
                    value = operand;
                    break;
                case IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: { } configured }:
                    value = configured;
                    break;
                case IInvocationOperation call when _services.LockHelpers.Of(call) is { } steps:
                    // The call itself has taken it.
                    return steps.Where(step => step.Effect != LockEffect.Exit).Select(step => LastHoldOf(step.Target)).FirstOrDefault();
                case IInvocationOperation call when LockFacts.EffectOfScope(call.TargetMethod) is { } effect:
                    return Take(new(_services.Locks.OfGiver(call), effect));
                default:
                    return null;
            }
        }
    }

    /// <summary>A call that takes or gives back a lock, by itself or through a method of this compilation.</summary>
    private void ApplyLock(IInvocationOperation call)
    {
        if (_services.Locks.StepOf(call) is { } own)
        {
            Apply(own);
        }
        else if (call is { TargetMethod.Name: "Dispose" or "DisposeAsync", Instance: ILocalReferenceOperation { Local: var local } } && _scopes.TryGetValue(local, out var kept))
        {
            Release(kept);
        }
        else if (_services.LockHelpers.Of(call) is { } steps)
        {
            foreach (var step in steps)
            {
                Apply(step);
            }
        }
    }

    private void Apply(LockStep step)
    {
        if (step.Effect == LockEffect.Exit)
        {
            Release(LastHoldOf(step.Target));
        }
        else
        {
            Take(step);
        }
    }

    private Hold? LastHoldOf(LockTarget target) => _state?.Holds.LastOrDefault(hold => hold.Target.MayBe(target));

    /// <summary>The lock under which a method that is out of sight runs what it is given, by its words: <c>locks.LockAsync("images", () => …)</c>.</summary>
    private LockTarget? LockHeldDuring(IInvocationOperation call) =>
        LockFacts.EffectOfScope(call.TargetMethod) == LockEffect.EnterExclusive ? _services.Locks.OfGiver(call) : null;

    private Hold? Take(LockStep step)
    {
        if (_state is null)
        {
            return null;
        }

        var hold = step.Taken();
        _state = _state with { Holds = _state.Holds.Add(hold) };
        return hold;
    }

    private void Release(Hold? hold)
    {
        if (hold is null || _state is null)
        {
            return;
        }

        _state = _state with { Holds = _state.Holds.Remove(hold) };
        foreach (var flight in _state.InFlight)
        {
            flight.Outlives(hold);
        }
    }
}
