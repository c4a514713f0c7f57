using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImageGuard.Analyzers.Values;

/// <summary>What one member's body does with its locals and parameters: what it writes to them, and where it speaks of them.</summary>
internal sealed class BodyWrites
{
    private readonly Dictionary<ILocalSymbol, List<IOperation?>> _writes = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, List<ISimpleAssignmentOperation>> _memberWrites = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _read = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, List<IOperation>> _uses = new(SymbolEqualityComparer.Default);

    public BodyWrites(IOperation root)
    {
        foreach (var operation in root.DescendantsAndSelf())
        {
            Record(operation);
        }
    }

    /// <summary>All values that a local ever gets; null stands for one that cannot be read, such as an out argument.</summary>
    public IReadOnlyList<IOperation?> To(ILocalSymbol local) => _writes.TryGetValue(local, out var values) ? values : [];

    /// <summary>All assignments to properties of the object that a local or a parameter holds.</summary>
    public IReadOnlyList<ISimpleAssignmentOperation> ToMembersOf(ISymbol holder) =>
        _memberWrites.TryGetValue(holder, out var values) ? values : [];

    /// <summary>All places that speak of a local, a parameter or a field, its declaration included, in the order of the source.</summary>
    public IReadOnlyList<IOperation> UsesOf(ISymbol holder) => _uses.TryGetValue(holder, out var uses) ? uses : [];

    /// <summary>Whether the body ever reads the local.</summary>
    public bool IsRead(ILocalSymbol local) => _read.Contains(local);

    private void Record(IOperation operation)
    {
        RecordUse(operation);
        switch (operation)
        {
            case IVariableDeclaratorOperation { Symbol: var local } declarator when declarator.GetVariableInitializer() is { Value: var value }:
                Add(local, value);
                break;
            case ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var local }, Value: var value }:
                Add(local, value);
                break;
            case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Instance: { } instance } } assignment
                when HolderOf(instance) is { } holder:
                AddTo(_memberWrites, holder, assignment);
                break;
            case ILocalReferenceOperation { Local: var local, Parent: var parent }:
                RecordReference(local, parent);
                break;
            case IForEachLoopOperation { LoopControlVariable: IVariableDeclaratorOperation { Symbol: var local } }:
                Add(local, value: null);
                break;
            case IDeclarationPatternOperation { DeclaredSymbol: ILocalSymbol local }:
                Add(local, value: null);
                break;
        }
    }

    private void RecordUse(IOperation operation)
    {
        if ((operation is IVariableDeclaratorOperation { Symbol: var declared } ? declared : HolderOf(operation)) is { } holder)
        {
            AddTo(_uses, holder, operation);
        }
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
