using ImageGuard.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImageGuard.Analyzers.Values;

/// <summary>
/// Tells what a string can be: its known stretches and its holes, followed through locals, parameters, fields, properties and calls.
/// Where the code chooses between several, each is an alternative.
/// </summary>
internal sealed partial class TextValueReader
{
    /// <summary>How many alternatives are told apart; what goes beyond is left out.</summary>
    private const int MaxAlternatives = 12;

    /// <summary>How many expressions one value is followed through, so that strings made of each other come to an end.</summary>
    private const int MaxExpressions = 400;

    private readonly ValueSources _sources;
    private readonly ChangeReader _changes;
    private readonly Callees _callees;

    private int _expressionsLeft = MaxExpressions;

    public TextValueReader(ValueSources sources, ChangeReader changes, Callees callees)
    {
        _sources = sources;
        _changes = changes;
        _callees = callees;
    }

    private static IReadOnlyList<TextPart[]> EmptyText { get; } = [[]];

    /// <summary>What a string can be.</summary>
    public IReadOnlyList<TextPart[]> Read(FramedValue value)
    {
        var texts = EmptyText;
        foreach (var part in TextParts.Of(value.Operation))
        {
            texts = Combine(texts, part.Hole is { } hole ? ReadHole(hole, part.Syntax, value.Frame) : [[part with { Frame = value.Frame }]]);
        }

        return texts;
    }

    /// <summary>What the changes to an object have made of its property of that name, or of the object itself.</summary>
    /// <param name="changes">The changes.</param>
    /// <param name="path">The property; empty for the object itself.</param>
    /// <param name="parameter">The parameter of the object's constructor that the value may come from.</param>
    public IReadOnlyList<TextPart[]>? Read(IEnumerable<Change> changes, string path, string? parameter = null) => Read(changes, path, Read, parameter);

    private IReadOnlyList<TextPart[]>? Read(IEnumerable<Change> changes, string path, Func<FramedValue, IReadOnlyList<TextPart[]>> read, string? parameter = null)
    {
        IReadOnlyList<TextPart[]>? texts = null;
        foreach (var change in changes)
        {
            var made = change switch
            {
                { Kind: ChangeKind.Set, Path: "", Operation: IObjectCreationOperation creation } when parameter is not null => ArgumentOf(creation, parameter) is { Type.SpecialType: SpecialType.System_String } argument ? Read(new(argument, change.Frame)) : null,
                { Kind: ChangeKind.Set } when change.Path == path => read(new(change.Operation, change.Frame)),
                { Kind: ChangeKind.Append } when change.Path == path => Append(texts ?? EmptyText, new(change.Operation, change.Frame), change.Presence),
                { Kind: ChangeKind.Call, Operation: IInvocationOperation call } when change.Path == path => AppendBy(call, texts, change),
                _ => null,
            };
            if (made is not null)
            {
                texts = change is { Kind: ChangeKind.Set, Presence: Certainty.Possible } && texts is not null ? Either(texts, made) : made;
            }
        }

        return texts;
    }

    private IReadOnlyList<TextPart[]> ReadHole(IOperation hole, SyntaxNode syntax, CallFrame? frame)
    {
        if (--_expressionsLeft <= 0)
        {
            return Hole();
        }

        switch (hole)
        {
            case ILocalReferenceOperation or IParameterReferenceOperation:
                return ReadChanges();
            case IFieldReferenceOperation { Field: var field }:
                return _sources.InitializerOf(field) is { } initializer ? Read(new(initializer, Frame: null)) : Hole();
            case IPropertyReferenceOperation { Property: { IsIndexer: false } property } reference:
                return _callees.ResultsOf(property) is { Count: > 0 } results ? ReadAll(results)
                    : _sources.InitializerOf(property) is { } value ? Read(new(value, Frame: null))
                    : reference.Instance is null or IInstanceReferenceOperation ? Hole()
                    : ReadChanges();
            case IConditionalOperation { WhenTrue: var whenTrue, WhenFalse: { } whenFalse }:
                return Either(Read(new(whenTrue, frame)), Read(new(whenFalse, frame)));
            case ICoalesceOperation { Value: var first, WhenNull: var second }:
                return Either(Read(new(first, frame)), Read(new(second, frame)));
            case ISwitchExpressionOperation { Arms: var arms }:
                return arms.Select(arm => Read(new(arm.Value, frame))).Aggregate(Either);
            case IInvocationOperation call:
                return ReadCall(call) ?? Hole();
            default:
                return Hole();
        }

        // What comes from out of sight is set to itself.
        IReadOnlyList<TextPart[]> ReadChanges() =>
            Read(_changes.ChangesOf(new(hole, frame)), path: "", value => value.Operation == hole ? Hole() : Read(value)) ?? Hole();

        IReadOnlyList<TextPart[]> Hole() => [[new(Text: null, hole, syntax, frame)]];

        IReadOnlyList<TextPart[]>? ReadCall(IInvocationOperation call) => call switch
        {
            { TargetMethod: { Name: "Join", ContainingType.SpecialType: SpecialType.System_String }, Arguments: [var separator, var items] } => Join(separator.Value, items.Value, frame),
            { TargetMethod.ContainingType.SpecialType: SpecialType.System_String, Instance: { } text } when KeepsWords.Contains(call.TargetMethod.Name) => Read(new(text, frame)),
            { TargetMethod: { Name: "Replace", ContainingType.SpecialType: SpecialType.System_String }, Instance: { } text, Arguments: [{ Value.ConstantValue: { HasValue: true, Value: string { Length: > 0 } old } }, var by] } =>
                [.. Read(new(text, frame)).Select(parts => Replace(parts, old, Read(new(by.Value, frame))[0]))],
            { TargetMethod.Name: "ToString", Instance: { } builder, Arguments: [] } when IsBuilder(builder.Type) => ReadBuilder(builder, frame),
            _ => _callees.ResultsOf(call, frame) is { Count: > 0 } results ? ReadAll(results) : null,
        };
    }

    /// <summary>A string's methods after which it has the same words.</summary>
    private static HashSet<string> KeepsWords { get; } = ["Trim", "TrimStart", "TrimEnd", "ToString"];

    /// <summary>Puts a text in place of another, wherever that is known to be.</summary>
    private static TextPart[] Replace(TextPart[] text, string old, TextPart[] by) =>
    [
        .. text.SelectMany(part => part.Text is not { } known || !known.Contains(old)
            ? [part]
            : known.Split([old], StringSplitOptions.None).SelectMany((piece, index) => (index == 0 ? [] : by).Append(part with { Text = piece }))),
    ];

    private IReadOnlyList<TextPart[]> ReadAll(IEnumerable<FramedValue> values) => values.Select(Read).Aggregate(Either);

    private IReadOnlyList<TextPart[]>? ReadBuilder(IOperation builder, CallFrame? frame)
    {
        var calls = new Stack<Change>();
        while (ValueSources.Unwrap(builder) is IInvocationOperation { Instance: { } instance } call)
        {
            calls.Push(new("", ChangeKind.Call, call, frame, Certainty.Certain));
            builder = instance;
        }

        return Read(_changes.ChangesOf(new(builder, frame)).Concat(calls), path: "", parameter: "value");
    }

    private static bool IsBuilder(ITypeSymbol? type) => type is { Name: "StringBuilder", ContainingNamespace.Name: "Text" };

    private IReadOnlyList<TextPart[]>? AppendBy(IInvocationOperation call, IReadOnlyList<TextPart[]>? texts, Change change) => call.TargetMethod.Name switch
    {
        "Append" or "AppendLine" when call.Arguments is [var text] => Append(texts ?? EmptyText, new(text.Value, change.Frame), change.Presence),
        "AppendFormat" when CompositeFormat.Of(call) is { } => Append(texts ?? EmptyText, new(call, change.Frame), change.Presence),
        "Append" or "AppendFormat" or "AppendJoin" or "Insert" or "Replace" => Combine(texts ?? EmptyText, [[new(Text: null, call, call.Syntax, change.Frame)]]),
        "Clear" => EmptyText,
        _ => null,
    };

    private IReadOnlyList<TextPart[]> Append(IReadOnlyList<TextPart[]> texts, FramedValue appended, Certainty presence)
    {
        var more = Read(appended);
        return Combine(texts, presence == Certainty.Certain ? more : [.. more.Select(Perhaps)]);
    }

    private static TextPart[] Perhaps(TextPart[] parts) => [.. parts.Select(part => part with { Presence = Certainty.Possible })];

    private static IReadOnlyList<TextPart[]> Combine(IReadOnlyList<TextPart[]> first, IReadOnlyList<TextPart[]> second) =>
        [.. first.SelectMany(_ => second, (left, right) => left.Concat(right).ToArray()).Take(MaxAlternatives)];

    /// <summary>Nothing or something is something that may be missing; else each stands for itself.</summary>
    private static IReadOnlyList<TextPart[]> Either(IReadOnlyList<TextPart[]> first, IReadOnlyList<TextPart[]> second) =>
        first is [var one] && second is [var other] && (IsEmpty(one) || IsEmpty(other)) ? [Perhaps(IsEmpty(one) ? other : one)]
        : [.. first.Concat(second).Take(MaxAlternatives)];

    private static bool IsEmpty(TextPart[] parts) => parts.All(part => part.Text is "");

    private static IOperation? ArgumentOf(IObjectCreationOperation creation, string parameter) =>
        creation.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == parameter)?.Value;
}
