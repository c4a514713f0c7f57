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

    public WrapperLocks(Callees callees) => _callees = callees;

    /// <summary>What is locked somewhere in the body that a call runs, or in those that this one runs.</summary>
    public IEnumerable<(ISymbol Target, bool IsShared)> Of(IInvocationOperation call) => Of(call, MaxDepth);

    private IEnumerable<(ISymbol Target, bool IsShared)> Of(IInvocationOperation call, int depth) =>
        depth == 0 || _callees.Enter(call, caller: null) is not { Body: var body } ? [] : body.Descendants().SelectMany(operation => operation switch
        {
            ILockOperation { LockedValue: var value } when FlowWalker.RootOf(value) is { } target => [(target, false)],
            IInvocationOperation inner when LockFacts.EffectOf(inner.TargetMethod) is { } effect and not LockEffect.Exit
                && FlowWalker.RootOf(inner.Instance ?? inner.Arguments.FirstOrDefault()?.Value) is { } target => [(target, effect == LockEffect.EnterShared)],
            IInvocationOperation inner => Of(inner, depth - 1),
            _ => Enumerable.Empty<(ISymbol, bool)>(),
        });
}
