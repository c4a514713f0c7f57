using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImageGuard.Analyzers.Values;

/// <summary>Reads the properties of a settings object: from its initializer and from assignments to the local that holds it.</summary>
internal sealed class SettingsReader
{
    private readonly ValueSources _sources;

    public SettingsReader(ValueSources sources) => _sources = sources;

    /// <summary>All values that a property gets: empty where it is never set, null where the object's making is out of sight.</summary>
    public IReadOnlyList<IOperation>? ValuesOf(IOperation settings, string property)
    {
        var values = new List<IOperation>();
        return Collect(ValueSources.Unwrap(settings), property, values) ? values : null;
    }

    private bool Collect(IOperation settings, string property, List<IOperation> values)
    {
        switch (settings)
        {
            case IObjectCreationOperation creation:
                values.AddRange(Assigned(creation.Initializer, property));
                return true;
            case ILocalReferenceOperation local when _sources.ValuesOf(local) is { } origins:
                values.AddRange(_sources.WritesAround(local).ToMembersOf(local.Local).Where(Sets).Select(write => write.Value));
                return origins.All(origin => ValueSources.Unwrap(origin) is IObjectCreationOperation creation && Collect(creation, property, values));
            case IFieldReferenceOperation { Field: var field } when _sources.InitializerOf(field) is { } initializer:
                return Collect(ValueSources.Unwrap(initializer), property, values);
            default:
                return false;
        }

        bool Sets(ISimpleAssignmentOperation assignment) =>
            assignment.Target is IPropertyReferenceOperation { Property.Name: var name } && name == property;
    }

    /// <summary>Both forms of an initializer: <c>Tags = value</c> and, for a list, <c>Tags = { a, b }</c>.</summary>
    private static IEnumerable<IOperation> Assigned(IObjectOrCollectionInitializerOperation? initializer, string property)
    {
        if (initializer is null)
        {
            yield break;
        }

        foreach (var entry in initializer.Initializers)
        {
            switch (entry)
            {
                case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: var name }, Value: var value } when name == property:
                    yield return value;
                    break;
                case IMemberInitializerOperation { InitializedMember: IPropertyReferenceOperation { Property.Name: var name }, Initializer: var list } when name == property:
                    yield return list;
                    break;
            }
        }
    }
}
