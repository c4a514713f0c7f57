using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImageGuard.Analyzers.Overlap;

/// <content>Locks: taken, held and given back.</content>
internal sealed partial class FlowWalker
{
    private TaskValue VisitLock(ILockOperation locked)
    {
        Visit(locked.LockedValue);
        var hold = RootOf(locked.LockedValue) is { } target ? Take(target, isShared: false) : null;
        Visit(locked.Body);
        Release(hold);
        return TaskValue.None;
    }

    private TaskValue VisitUsing(IUsingOperation scope)
    {
        var scopes = new Stack<Hold>();
        VisitScopes(scope.Resources, scopes);
        Visit(scope.Body);
        while (scopes.Count > 0)
        {
            Release(scopes.Pop());
        }

        return TaskValue.None;
    }

    /// <summary>The resources of a using: where one is made by a method that takes a lock, the lock is held until the scope ends.</summary>
    private void VisitScopes(IOperation resources, Stack<Hold> scopes)
    {
        Visit(resources);
        var values = resources is IVariableDeclarationGroupOperation group
            ? group.Declarations.SelectMany(declaration => declaration.Declarators).Select(declarator => declarator.GetVariableInitializer()?.Value)
            : [resources];
        foreach (var value in values)
        {
            if (value is not null && LockScopeOf(value) is { } hold)
            {
                scopes.Push(hold);
            }
        }
    }

    private Hold? LockScopeOf(IOperation value)
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
                case IInvocationOperation call when LockFacts.EffectOfScope(call.TargetMethod) is { } effect:
                    return Take(RootOf(call.Receiver()) ?? call.TargetMethod.OriginalDefinition, effect == LockEffect.EnterShared);
                default:
                    return null;
            }
        }
    }

    /// <summary>A call that takes or gives back a lock by itself: <c>gate.WaitAsync()</c>, <c>gate.Release()</c>.</summary>
    private void ApplyLock(IInvocationOperation call)
    {
        if (LockFacts.EffectOf(call.TargetMethod) is not { } effect
            || RootOf(call.Instance ?? call.Arguments.FirstOrDefault()?.Value) is not { } target)
        {
            return;
        }

        if (effect == LockEffect.Exit)
        {
            Release(_state?.Holds.LastOrDefault(hold => SymbolEqualityComparer.Default.Equals(hold.Target, target)));
        }
        else if (!LetsSeveralIn(call, target))
        {
            Take(target, effect == LockEffect.EnterShared);
        }
    }

    /// <summary>A semaphore that is made to let several in at once is a throttle, no lock.</summary>
    private bool LetsSeveralIn(IInvocationOperation call, ISymbol target)
    {
        var type = call.Instance?.Type;
        return (LockFacts.SemaphoreSlim.Is(type) || LockFacts.Semaphore.Is(type))
            && _services.Creations.Of(target, call).Any(creation => creation.Arguments.FirstOrDefault()?.Value.ConstantValue is { HasValue: true, Value: int and > 1 });
    }

    private Hold? Take(ISymbol target, bool isShared)
    {
        if (_state is null)
        {
            return null;
        }

        var hold = new Hold(target, isShared);
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
