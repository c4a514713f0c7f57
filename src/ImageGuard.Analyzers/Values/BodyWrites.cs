using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImageGuard.Analyzers.Values;

/// <summary>What one member's body does with its locals and parameters: what it writes to them, and where it speaks of them.</summary>
internal sealed class BodyWrites
{
    private readonly IOperation _root;
    private readonly Dictionary<ILocalSymbol, List<IOperation?>> _writes = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _read = new(SymbolEqualityComparer.Default);

    // Asked for few bodies.
    private readonly Lazy<Dictionary<ISymbol, List<ISimpleAssignmentOperation>>> _memberWrites;
    private readonly Lazy<Dictionary<ISymbol, List<IOperation>>> _uses;

    public BodyWrites(IOperation root)
    {
        _root = root;
        _memberWrites = new(FindMemberWrites);
        _uses = new(FindUses);
        foreach (var operation in root.All())
        {
            Record(operation);
        }
    }

    /// <summary>All values that a local ever gets; null stands for one that cannot be read, such as an out argument.</summary>
    public IReadOnlyList<IOperation?> To(ILocalSymbol local) => _writes.TryGetValue(local, out var values) ? values : [];

    /// <summary>All assignments to properties of the object that a local or a parameter holds.</summary>
    public IReadOnlyList<ISimpleAssignmentOperation> ToMembersOf(ISymbol holder) =>
        _memberWrites.Value.TryGetValue(holder, out var values) ? values : [];

    /// <summary>All places that speak of a local, a parameter or a field, its declaration included, in the order of the source.</summary>
    public IReadOnlyList<IOperation> UsesOf(ISymbol holder) => _uses.Value.TryGetValue(holder, out var uses) ? uses : [];

    /// <summary>Whether the body ever reads the local.</summary>
    public bool IsRead(ILocalSymbol local) => _read.Contains(local);

    private void Record(IOperation operation)
    {
        switch (operation.Kind)
        {
            case OperationKind.VariableDeclarator when operation is IVariableDeclaratorOperation { Symbol: var local } declarator && declarator.GetVariableInitializer() is { Value: var value }:
                Add(local, value);
                break;
            case OperationKind.SimpleAssignment when operation is ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var local }, Value: var value }:
                Add(local, value);
                break;
            case OperationKind.LocalReference:
                RecordReference(((ILocalReferenceOperation)operation).Local, operation.Parent);
                break;
            case OperationKind.Loop when operation is IForEachLoopOperation { LoopControlVariable: IVariableDeclaratorOperation { Symbol: var local } }:
                Add(local, value: null);
                break;
            case OperationKind.DeclarationPattern when operation is IDeclarationPatternOperation { DeclaredSymbol: ILocalSymbol local }:
                Add(local, value: null);
                break;
        }
    }

    private Dictionary<ISymbol, List<ISimpleAssignmentOperation>> FindMemberWrites()
    {
        var writes = new Dictionary<ISymbol, List<ISimpleAssignmentOperation>>(SymbolEqualityComparer.Default);
        foreach (var operation in _root.All())
        {
            if (operation is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Instance: { } instance } } assignment && HolderOf(instance) is { } holder)
            {
                AddTo(writes, holder, assignment);
            }
        }

        return writes;
    }

    private Dictionary<ISymbol, List<IOperation>> FindUses()
    {
        var uses = new Dictionary<ISymbol, List<IOperation>>(SymbolEqualityComparer.Default);
        foreach (var operation in _root.All())
        {
            if ((operation is IVariableDeclaratorOperation { Symbol: var declared } ? declared : HolderOf(operation)) is { } holder)
            {
                AddTo(uses, holder, operation);
            }
        }

        return uses;
    }

    private void RecordReference(ILocalSymbol local, IOperation? parent)
    {
        switch (parent)
        {
            case ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var target } }
                when SymbolEqualityComparer.Default.Equals(target, local):
                break;
            case IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } or ICompoundAssignmentOperation or ITupleOperation:
                Add(local, value: null);
                _read.Add(local);
                break;
            default:
                _read.Add(local);
                break;
        }
    }

    private void Add(ILocalSymbol local, IOperation? value) => AddTo(_writes, local, value);

    private static ISymbol? HolderOf(IOperation reference) => reference switch
    {
        ILocalReferenceOperation { Local: var local } => local,
        IParameterReferenceOperation { Parameter: var parameter } => parameter,
        IFieldReferenceOperation { Field: var field } => field,
        _ => null,
    };

    private static void AddTo<TKey, TValue>(Dictionary<TKey, List<TValue>> map, TKey key, TValue value)
        where TKey : ISymbol
    {
        if (!map.TryGetValue(key, out var values))
        {
            map.Add(key, values = []);
        }

        values.Add(value);
    }
}
