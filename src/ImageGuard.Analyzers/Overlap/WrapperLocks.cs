using System.Collections.Concurrent;
using ImageGuard.Analyzers.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImageGuard.Analyzers.Overlap;

/// <summary>
/// Finds the locks that a method takes which runs what its callers write. The operation stands at the call, and the lock in the body.
/// </summary>
internal sealed class WrapperLocks
{
    private const int MaxDepth = 3;

    private readonly Callees _callees;
    private readonly LockTargets _targets;
    private readonly ConcurrentDictionary<IMethodSymbol, IReadOnlyList<LockStep>> _steps = new(SymbolEqualityComparer.Default);

    public WrapperLocks(Callees callees, LockTargets targets)
    {
        _callees = callees;
        _targets = targets;
    }

    /// <summary>What is locked somewhere in the body that a call runs, or in those that this one runs.</summary>
    public IReadOnlyList<LockStep> Of(IInvocationOperation call) =>
        _callees.TargetOf(call) is { } method ? _steps.GetOrAdd(method, _ => [.. StepsIn(call, MaxDepth)]) : [];

    private IEnumerable<LockStep> StepsIn(IInvocationOperation call, int depth) =>
        depth == 0 || _callees.Enter(call, caller: null) is not { Body: var body } ? [] : body.Descendants().SelectMany(operation => operation switch
        {
            ILockOperation { LockedValue: var value } when _targets.Of(value) is { } target => [new(target, LockEffect.EnterExclusive)],
            IInvocationOperation inner when LockFacts.EffectOf(inner.TargetMethod) is not null => _targets.StepOf(inner) is { Effect: not LockEffect.Exit } step ? [step] : [],
            IInvocationOperation inner => StepsIn(inner, depth - 1),
            _ => Enumerable.Empty<LockStep>(),
        });
}
