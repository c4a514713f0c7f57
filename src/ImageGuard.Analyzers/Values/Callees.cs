using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImageGuard.Analyzers.Values;

/// <summary>Follows calls into the bodies that they run.</summary>
internal sealed class Callees
{
    /// <summary>How many calls deep bodies are read; real wrappers have one level to three, chains of overloads up to ten.</summary>
    private const int MaxDepth = 12;

    private readonly CallTargets _targets;
    private readonly SourceModels _models;

    public Callees(CallTargets targets, SourceModels models)
    {
        _targets = targets;
        _models = models;
    }

    /// <summary>The method of this compilation whose body a call runs, or null where that cannot be told.</summary>
    public IMethodSymbol? TargetOf(IInvocationOperation call) => _targets.Of(call.TargetMethod, call.IsVirtual) switch
    {
        { PartialImplementationPart: { } implementation } => implementation,
        { DeclaringSyntaxReferences.IsEmpty: false } method => method,
        _ => null,
    };

    /// <summary>The body that a call runs, with its frame; or null where it is out of sight, too deep, or being read already.</summary>
    public (IOperation Body, CallFrame Frame)? Enter(IInvocationOperation call, CallFrame? caller) =>
        TargetOf(call) is { } method && (caller is null || (caller.Depth < MaxDepth && !caller.IsWithin(method))) && _models.BodyOf(method) is { } body
            ? (body, new CallFrame(call, method, caller))
            : null;

    /// <summary>What a call may return, where the body that it runs is in sight; else null.</summary>
    public IReadOnlyList<FramedValue>? ResultsOf(IInvocationOperation call, CallFrame? caller) =>
        Enter(call, caller) is { } entered ? [.. ResultsIn(entered.Body).Select(result => new FramedValue(result, entered.Frame))] : null;

    /// <summary>What the getter of a property of this compilation may return; null where it is out of sight or merely keeps a value.</summary>
    public IReadOnlyList<FramedValue>? ResultsOf(IPropertySymbol property) =>
        property is { GetMethod: { } getter, IsAbstract: false } && !property.DeclaringSyntaxReferences.IsEmpty && _models.BodyOf(getter) is { } body
            ? [.. ResultsIn(body).Select(result => new FramedValue(result, Frame: null))]
            : null;

    private static IEnumerable<IOperation> ResultsIn(IOperation body) => body.DescendantsInFunction()
        .OfType<IReturnOperation>()
        .Where(result => result.Kind == OperationKind.Return)
        .Select(result => result.ReturnedValue)
        .OfType<IOperation>();
}
