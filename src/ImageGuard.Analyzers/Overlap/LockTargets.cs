using ImageGuard.Analyzers.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImageGuard.Analyzers.Overlap;

/// <summary>Tells which lock an expression stands for, so that two that stand for the same lock are seen to.</summary>
internal sealed class LockTargets
{
    private readonly ValueSources _sources;
    private readonly MemberValues _members;

    public LockTargets(ValueSources sources, MemberValues members)
    {
        _sources = sources;
        _members = members;
    }

    /// <summary>The lock, or null where the expression stands for none that could be told from others.</summary>
    public LockTarget? Of(IOperation? value)
    {
        value = value is null ? null : ValueSources.Unwrap(value);
        return value switch
        {
            ILocalReferenceOperation local => OfLocal(local),
            IParameterReferenceOperation { Parameter: var parameter } => new(parameter, Key: null),
            IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } reference => new(reference.Member, Key: null),
            IInstanceReferenceOperation { Type: { } type } => new(type, Key: null),
            ITypeOfOperation { TypeOperand: var type } => new(type, Key: null),
            IAwaitOperation { Operation: var awaited } => Of(awaited),
            IArrayElementReferenceOperation { ArrayReference: var array } => Of(array),
            IInvocationOperation call => OfGiver(call),
            _ => null,
        };
    }

    /// <summary>The lock that a call gives: <c>gate.LockAsync()</c>, <c>locks.GetOrAdd(name, …)</c>, <c>provider.CreateLock("images")</c>.</summary>
    public LockTarget OfGiver(IInvocationOperation call)
    {
        var giver = call.Receiver() is { } receiver and not IInstanceReferenceOperation ? Of(receiver) : null;
        return new(giver?.Symbol ?? call.TargetMethod.OriginalDefinition, KeyIn(call.Arguments) ?? giver?.Key);
    }

    /// <summary>What a call does to the lock that it is called on; null where that is none, or a throttle that lets several in.</summary>
    public LockStep? StepOf(IInvocationOperation call) =>
        LockFacts.EffectOf(call.TargetMethod) is { } effect && (call.Instance ?? call.Arguments.FirstOrDefault()?.Value) is { } locked
        && Of(locked) is { } target && (effect == LockEffect.Exit || !LetsSeveralIn(locked))
            ? new(target, effect)
            : null;

    /// <summary>Whether a semaphore is made to let several in at once: a throttle, no lock.</summary>
    private bool LetsSeveralIn(IOperation semaphore)
    {
        var type = semaphore.Type;
        return (LockFacts.SemaphoreSlim.Is(type) || LockFacts.Semaphore.Is(type))
            && CreationsOf(semaphore).Any(creation => creation.Arguments.FirstOrDefault()?.Value.ConstantValue is { HasValue: true, Value: int and > 1 });
    }

    private IEnumerable<IObjectCreationOperation> CreationsOf(IOperation semaphore)
    {
        var values = ValueSources.Unwrap(semaphore) switch
        {
            ILocalReferenceOperation local => _sources.WritesAround(local).To(local.Local).OfType<IOperation>(),
            IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } reference => _members.Of(reference.Member),
            _ => [],
        };
        return values.Select(ValueSources.Unwrap).OfType<IObjectCreationOperation>();
    }

    /// <summary>A local stands for the field that it is taken from, and a named lock for its name: other methods take the same one anew.</summary>
    private LockTarget OfLocal(ILocalReferenceOperation local) =>
        _sources.ValuesOf(local) is not [var only] ? new(local.Local, Key: null) : ValueSources.Unwrap(only) switch
        {
            IObjectCreationOperation { Type: { } type } creation when KeyIn(creation.Arguments) is { } key => new(type, key),
            IObjectCreationOperation or ILocalReferenceOperation => new(local.Local, Key: null),
            var other => Of(other) ?? new(local.Local, Key: null),
        };

    private static string? KeyIn(IEnumerable<IArgumentOperation> arguments) =>
        arguments.Select(argument => argument.Value.ConstantValue is { HasValue: true, Value: string key } ? key : null).FirstOrDefault(key => key is not null);
}
