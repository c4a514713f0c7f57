using ImageGuard.Analyzers.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImageGuard.Analyzers.Overlap;

/// <summary>Finds where a semaphore is made, to see how many it lets in.</summary>
internal sealed class SemaphoreCreations
{
    private readonly SourceModels _models;
    private readonly ValueSources _sources;

    public SemaphoreCreations(SourceModels models, ValueSources sources)
    {
        _models = models;
        _sources = sources;
    }

    /// <summary>All creations whose result the variable holds: in its declaration, in the body around, in its type's constructors.</summary>
    public IEnumerable<IObjectCreationOperation> Of(ISymbol variable, IOperation around)
    {
        var values = variable is ILocalSymbol local
            ? _sources.WritesAround(around).To(local)
            : AssignedInConstructors(variable).Append(_sources.DeclaredValueOf(variable));
        return values.OfType<IOperation>().Select(ValueSources.Unwrap).OfType<IObjectCreationOperation>();
    }

    private IEnumerable<IOperation?> AssignedInConstructors(ISymbol variable) => variable.ContainingType is not { } type ? [] :
        from constructor in type.Constructors
        where !constructor.IsImplicitlyDeclared
        let body = _models.BodyOf(constructor)
        where body is not null
        from assignment in body.Descendants().OfType<ISimpleAssignmentOperation>()
        where assignment.Target is IMemberReferenceOperation { Member: var member } && SymbolEqualityComparer.Default.Equals(member, variable)
        select assignment.Value;
}
