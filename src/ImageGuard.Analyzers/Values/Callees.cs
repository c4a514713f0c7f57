using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImageGuard.Analyzers.Values;

/// <summary>Follows calls into the bodies that they run, also through an interface that this compilation implements once.</summary>
internal sealed class Callees
{
    /// <summary>How many calls deep bodies are read; real wrappers have one level to three.</summary>
    private const int MaxDepth = 6;

    private readonly Compilation _compilation;
    private readonly SourceModels _models;
    private readonly ConcurrentDictionary<IMethodSymbol, IMethodSymbol?> _implementations = new(SymbolEqualityComparer.Default);

    public Callees(Compilation compilation, SourceModels models)
    {
        _compilation = compilation;
        _models = models;
    }

    /// <summary>The method of this compilation whose body a call runs, or null where that cannot be told.</summary>
    public IMethodSymbol? TargetOf(IInvocationOperation call)
    {
        var method = (call.TargetMethod.ReducedFrom ?? call.TargetMethod).OriginalDefinition;
        method = method.PartialImplementationPart ?? method;
        return method.IsAbstract ? _implementations.GetOrAdd(method, FindImplementation)
            : method.DeclaringSyntaxReferences.IsEmpty ? null
            : method;
    }

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

    private static IEnumerable<IOperation> ResultsIn(IOperation body)
    {
        foreach (var child in body.ChildOperations)
        {
            switch (child)
            {
                case IAnonymousFunctionOperation or ILocalFunctionOperation:
                    break;
                case IReturnOperation { Kind: OperationKind.Return, ReturnedValue: { } value }:
                    yield return value;
                    break;
                default:
                    foreach (var result in ResultsIn(child))
                    {
                        yield return result;
                    }

                    break;
            }
        }
    }

    private IMethodSymbol? FindImplementation(IMethodSymbol declared)
    {
        var candidates = _compilation.GetSymbolsWithName(declared.Name, SymbolFilter.Member).OfType<IMethodSymbol>().Where(method => !method.IsAbstract && Implements(method, declared));
        return candidates.Take(2).ToArray() is [var only] ? only : null;
    }

    private static bool Implements(IMethodSymbol method, IMethodSymbol declared)
    {
        if (declared.ContainingType.TypeKind != TypeKind.Interface)
        {
            return SymbolEqualityComparer.Default.Equals(method.OverriddenMethod?.OriginalDefinition, declared);
        }

        var type = method.ContainingType;
        return type.AllInterfaces.FirstOrDefault(candidate => SymbolEqualityComparer.Default.Equals(candidate.OriginalDefinition, declared.ContainingType)) is { } implemented
            && implemented.GetMembers(declared.Name).OfType<IMethodSymbol>().FirstOrDefault(member => SymbolEqualityComparer.Default.Equals(member.OriginalDefinition, declared)) is { } slot
            && SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(slot), method);
    }
}
