using ImageGuard.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImageGuard.Analyzers.Values;

/// <summary>Tells whether a Boolean (or nullable Boolean) value is true.</summary>
internal sealed class BooleanReader
{
    /// <summary>How many locals and fields a value is followed through; real code uses one or two.</summary>
    private const int MaxSteps = 8;

    private readonly ValueSources _sources;

    public BooleanReader(ValueSources sources) => _sources = sources;

    public Certainty Read(IOperation value) => Read(value, MaxSteps);

    private Certainty Read(IOperation value, int steps)
    {
        value = ValueSources.Unwrap(value);
        if (value.ConstantValue is { HasValue: true, Value: var constant })
        {
            return constant is true ? Certainty.Certain : Certainty.No;
        }

        if (steps == 0)
        {
            return Certainty.Possible;
        }

        return value switch
        {
            IDefaultValueOperation => Certainty.No,
            ISimpleAssignmentOperation chained => Read(chained.Value, steps - 1),
            IObjectCreationOperation { Arguments.Length: 1 } wrapped => Read(wrapped.Arguments[0].Value, steps - 1),

            // A caller that says nothing gets the default: with `bool force = true` every such call is forced.
            IParameterReferenceOperation { Parameter: { HasExplicitDefaultValue: true, ExplicitDefaultValue: true } } => Certainty.Certain,
            ILocalReferenceOperation local => _sources.ValuesOf(local) is { } values ? ReadAll(values, steps - 1) : Certainty.Possible,
            IFieldReferenceOperation { Field: var field } when _sources.InitializerOf(field) is { } initializer => Read(initializer, steps - 1),
            _ => Certainty.Possible,
        };
    }

    private Certainty ReadAll(IReadOnlyList<IOperation> values, int steps)
    {
        var first = Read(values[0], steps);
        return values.Skip(1).All(value => Read(value, steps) == first) ? first : Certainty.Possible;
    }
}
