using ImageGuard.Analyzers.Sources;
using ImageGuard.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImageGuard.Analyzers.Values;

/// <summary>Tells what is known of a string that names an image: a name, an ID, or nothing.</summary>
internal sealed partial class ImageReader
{
    /// <summary>How many locals, fields, lambdas and calls a value is followed through.</summary>
    private const int MaxSteps = 12;

    private readonly ValueSources _sources;
    private readonly Callers _callers;

    public ImageReader(ValueSources sources, Callers callers)
    {
        _sources = sources;
        _callers = callers;
    }

    /// <summary>Reads one reference.</summary>
    public ImageOperand Read(IOperation value) => Read(value, MaxSteps) with { Span = value.Syntax.ToSourceSpan() };

    /// <summary>Reads a collection of references, item by item where the items can be seen.</summary>
    public IReadOnlyList<ImageOperand> ReadItems(IOperation collection)
    {
        if (ItemsOf(collection, MaxSteps) is { Count: > 0 } items)
        {
            return [.. items.Select(item => Read(item))];
        }

        return [ReadItem(collection, MaxSteps) with { Span = collection.Syntax.ToSourceSpan() }];
    }

    private ImageOperand Read(IOperation value, int steps)
    {
        value = ValueSources.Unwrap(value);
        if (value.ConstantValue is { HasValue: true, Value: string constant })
        {
            return ImageOperand.FromText(constant);
        }

        if (steps == 0)
        {
            return ImageOperand.Unknown;
        }

        switch (value)
        {
            case ILocalReferenceOperation local:
                return ReadLocal(local, steps - 1);
            case IParameterReferenceOperation parameter:
                var given = ItemsFor(parameter) is { } source ? ReadItem(source, steps - 1) : ReadAll(_callers.ValuesOf(parameter.Parameter), steps - 1, Read);
                return given with { Variable = parameter.Parameter };
            case IFieldReferenceOperation { Field: var field } reference:
                var held = _sources.InitializerOf(field) is { } initializer ? Read(initializer, steps - 1) : ImageOperand.Unknown;
                return held with { Variable = field.IsReadOnly && reference.Instance is null or IInstanceReferenceOperation ? field : null };
            case IPropertyReferenceOperation { Property: var property, Instance: var image } when DockerDotNetApi.IdProperties.Any(id => id.Is(property)):
                return AnyId with { InspectedName = NameInspected(image, steps - 1) };
            case IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } list, Arguments: [var index] }:
                return list.Type?.SpecialType == SpecialType.System_String ? ReadPart(list, steps - 1)
                    : index.Value.Type?.SpecialType == SpecialType.System_String ? ImageOperand.Unknown
                    : ReadItem(list, steps - 1);
            case IArrayElementReferenceOperation { ArrayReference: var array }:
                return ReadItem(array, steps - 1);
            case IImplicitIndexerReferenceOperation { Instance: var sliced }:
                return sliced.Type?.SpecialType == SpecialType.System_String ? ReadPart(sliced, steps - 1) : ReadItem(sliced, steps - 1);
            case IInvocationOperation call:
                return ReadCall(call, steps - 1);
            case IConditionalAccessOperation { WhenNotNull: var whenNotNull }:
                return Read(whenNotNull, steps - 1);
            case ICoalesceOperation { Value: var left, WhenNull: var right }:
                return Merge(Read(left, steps - 1), Read(right, steps - 1));
            case IConditionalOperation { WhenTrue: var left, WhenFalse: { } right }:
                return Merge(Read(left, steps - 1), Read(right, steps - 1));
            case IInterpolatedStringOperation or IBinaryOperation { OperatorKind: BinaryOperatorKind.Add }:
                return ReadParts(value, steps - 1);
            default:
                return ImageOperand.Unknown;
        }
    }

    /// <summary>The name by which an image was asked for, where it comes from an inspection: <c>await client.Images.InspectImageAsync("shop/web:1.4")</c>.</summary>
    private string? NameInspected(IOperation? image, int steps) => image switch
    {
        _ when steps == 0 => null,
        IAwaitOperation { Operation: var awaited } => NameInspected(awaited, steps - 1),
        ILocalReferenceOperation local => _sources.ValuesOf(local) is [var value] ? NameInspected(value, steps - 1) : null,
        IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: var task } => NameInspected(task, steps - 1),
        IInvocationOperation call when DockerDotNetApi.ImageOperations.IsImplementedBy(call.TargetMethod.ContainingType) => call.ArgumentFor("name") is { } name ? Read(name, steps - 1).Text : null,
        _ => null,
    };

    private ImageOperand ReadLocal(ILocalReferenceOperation local, int steps)
    {
        if (ValueSources.LoopOver(local) is { } collection)
        {
            return ReadItem(collection, steps);
        }

        var values = _sources.ValuesOf(local);
        var read = ReadAll(values, steps, Read);
        return read.Variable is null && values is [_] ? read with { Variable = local.Local } : read;
    }

    /// <summary>A string made of parts: a whole hole, a known prefix, or the colon and slashes that only a name has.</summary>
    private ImageOperand ReadParts(IOperation value, int steps)
    {
        var parts = TextParts.Of(value);
        if (parts is [{ Hole: { } only }])
        {
            return Read(only, steps);
        }

        if (parts is [{ Text: { } prefix }, ..] && prefix.StartsWith(ImageId.Prefix, StringComparison.Ordinal))
        {
            return AnyId;
        }

        return parts.Any(part => part.Text is { } text && text.IndexOfAny([':', '/']) >= 0) ? AnyName : ImageOperand.Unknown;
    }

    private ImageOperand ReadCall(IInvocationOperation call, int steps)
    {
        if (call.Receiver() is not { } receiver)
        {
            return ImageOperand.Unknown;
        }

        if (call.TargetMethod.ContainingType.SpecialType == SpecialType.System_String)
        {
            return call.Instance is not null && PartOfString.Contains(call.TargetMethod.Name) ? ReadPart(receiver, steps) : ImageOperand.Unknown;
        }

        return ItemOfCollection.Contains(call.TargetMethod.Name) ? ReadItem(receiver, steps) : ImageOperand.Unknown;
    }

    /// <summary>A part of an ID is still an ID (its digits); a part of a name is nothing that can be told.</summary>
    private ImageOperand ReadPart(IOperation whole, int steps) => Read(whole, steps).Kind == ImageOperandKind.Id ? AnyId : ImageOperand.Unknown;

    private static ImageOperand ReadAll(IReadOnlyList<IOperation>? values, int steps, Func<IOperation, int, ImageOperand> read) =>
        values is null or [] ? ImageOperand.Unknown : values.Select(value => read(value, steps)).Aggregate(Merge);

    private static ImageOperand Merge(ImageOperand left, ImageOperand right) =>
        left == right ? left
        : left.Kind != right.Kind ? ImageOperand.Unknown
        : new(left.Kind, left.Text == right.Text ? left.Text : null);

    private static ImageOperand AnyId { get; } = new(ImageOperandKind.Id, Text: null);

    private static ImageOperand AnyName { get; } = new(ImageOperandKind.Name, Text: null);

    private static HashSet<string> PartOfString { get; } =
        ["Substring", "Replace", "Remove", "Trim", "TrimStart", "TrimEnd", "ToLower", "ToLowerInvariant", "ToString"];
}
