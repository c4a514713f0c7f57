using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImageGuard.Analyzers.Overlap;

/// <summary>Reads the methods of a compilation that take a lock and leave it to their caller, or give back the caller's.</summary>
internal sealed class LockHelpers
{
    private readonly SourceModels _models;
    private readonly LockTargets _targets;
    private readonly ConcurrentDictionary<IMethodSymbol, IReadOnlyList<LockStep>?> _steps = new(SymbolEqualityComparer.Default);

    public LockHelpers(SourceModels models, LockTargets targets)
    {
        _models = models;
        _targets = targets;
    }

    /// <summary>What a call does to its caller's locks: null where its method has nothing to do with locks, empty where it balances.</summary>
    public IReadOnlyList<LockStep>? Of(IInvocationOperation call)
    {
        var method = (call.TargetMethod.ReducedFrom ?? call.TargetMethod).OriginalDefinition;
        if (method.DeclaringSyntaxReferences.IsEmpty)
        {
            return null;
        }

        var steps = _steps.GetOrAdd(method, Read);
        return steps is null or [] || _targets.Of(call.Receiver()) is not { Symbol: not ITypeSymbol } owner
            ? steps
            : [.. steps.Select(step => step.Target.Symbol is { IsStatic: false } and (IFieldSymbol or IPropertySymbol or IParameterSymbol) ? step with { Target = owner } : step)];
    }

    private List<LockStep>? Read(IMethodSymbol method)
    {
        // The words first: a method that has none of them is not bound.
        if (!LockFacts.Words.IsIn(method.DeclaringSyntaxReferences[0])
            || _models.BodyOf(method) is not { } body)
        {
            return null;
        }

        var open = new List<LockStep>();
        var isAboutLocks = false;
        foreach (var call in body.DescendantsInFunction().OfType<IInvocationOperation>())
        {
            if (LockFacts.EffectOf(call.TargetMethod) is not null)
            {
                isAboutLocks = true;
                if (_targets.StepOf(call) is { } step)
                {
                    Add(open, step);
                }
            }
            else if (call.Awaited().Parent is IReturnOperation && LockFacts.EffectOfScope(call.TargetMethod) is { } scope)
            {
                isAboutLocks = true;
                open.Add(new(_targets.OfGiver(call), scope));
            }
        }

        return isAboutLocks ? open : null;
    }

    private static void Add(List<LockStep> open, LockStep step)
    {
        var taken = step.Effect == LockEffect.Exit ? open.FindLastIndex(other => other.Effect != LockEffect.Exit && other.Target.MayBe(step.Target)) : -1;
        if (taken >= 0)
        {
            open.RemoveAt(taken);
        }
        else
        {
            open.Add(step);
        }
    }
}
