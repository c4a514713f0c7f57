using ImageGuard.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ImageGuard.Analyzers.Values;

/// <summary>What an item of a list of texts is.</summary>
internal enum TextItemKind
{
    /// <summary>One item.</summary>
    One,

    /// <summary>Any number of items of which nothing is known but where they come from.</summary>
    Several,

    /// <summary>A text that is split into items at its blanks.</summary>
    Split,
}

/// <summary>An item of a list of texts.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Parts">Its text.</param>
internal sealed record TextItem(TextItemKind Kind, TextPart[] Parts);

/// <content>Lists of strings, however they are made.</content>
internal sealed partial class TextValueReader
{
    private static IReadOnlyList<TextItem[]> EmptyList { get; } = [[]];

    /// <summary>The methods whose result has the items of the list that they are called on, in the same order.</summary>
    private static HashSet<string> SameItems { get; } =
        ["ToArray", "ToList", "AsEnumerable", "AsReadOnly", "Cast", "OfType", "Where", "Distinct", "ToImmutableArray", "ToImmutableList"];

    /// <summary>What a list can hold.</summary>
    public IReadOnlyList<TextItem[]> ReadList(FramedValue list)
    {
        var (value, frame) = (ValueSources.Unwrap(list.Operation), list.Frame);
        if (--_expressionsLeft <= 0)
        {
            return Unknown();
        }

        switch (value)
        {
            case IArrayCreationOperation { Initializer.ElementValues: var elements }:
                return ReadItems(elements, frame);
            case { Syntax: CollectionExpressionSyntax expression }:
                return expression.Elements.Select(element => ReadElement(element, value, frame)).Aggregate(EmptyList, Combine);
            case IObjectCreationOperation or ILocalReferenceOperation or IParameterReferenceOperation:
                return ReadList(_changes.ChangesOf(new(value, frame)), path: "", "collection", value) ?? Unknown();
            case IFieldReferenceOperation { Field: var field } when _sources.InitializerOf(field) is { } initializer:
                return ReadList(new(initializer, Frame: null));
            case IConditionalOperation { WhenTrue: var whenTrue, WhenFalse: { } whenFalse }:
                return Either(ReadList(new(whenTrue, frame)), ReadList(new(whenFalse, frame)));
            case ICoalesceOperation { Value: var first, WhenNull: var second }:
                return Either(ReadList(new(first, frame)), ReadList(new(second, frame)));
            case IInvocationOperation call:
                return ReadListCall(call, frame) ?? Unknown();
            default:
                return Unknown();
        }

        IReadOnlyList<TextItem[]> Unknown() => [[Several(value, frame)]];
    }

    /// <summary>What the changes to an object have made of its list of that name, or of the list itself.</summary>
    /// <param name="changes">The changes.</param>
    /// <param name="path">The property that holds the list; empty for the list itself.</param>
    /// <param name="parameter">The parameter of the object's constructor that items may come from.</param>
    /// <param name="self">The list's own expression: what is set to it comes from out of sight.</param>
    public IReadOnlyList<TextItem[]>? ReadList(IEnumerable<Change> changes, string path, string parameter, IOperation? self = null)
    {
        IReadOnlyList<TextItem[]>? items = null;
        foreach (var change in changes)
        {
            var made = change switch
            {
                { Kind: ChangeKind.Set, Path: "", Operation: IObjectCreationOperation creation } =>
                    ArgumentOf(creation, parameter) is { Type.SpecialType: not SpecialType.System_String } argument ? ReadList(new(argument, change.Frame)) : path.Length == 0 ? EmptyList : null,
                { Kind: ChangeKind.Set } when change.Path == path => change.Operation == self ? [[Several(self, change.Frame)]] : ReadList(new(change.Operation, change.Frame)),
                { Kind: ChangeKind.Call, Operation: IInvocationOperation call } when change.Path == path => AddBy(call, items ?? EmptyList, change),
                _ => null,
            };
            if (made is not null)
            {
                items = change is { Kind: ChangeKind.Set, Presence: Certainty.Possible } && items is not null ? Either(items, made) : made;
            }
        }

        return items;
    }

    /// <summary>The items that are given one by one, or in an array.</summary>
    private IReadOnlyList<TextItem[]> ReadItems(IEnumerable<IOperation> values, CallFrame? frame) =>
        values.Select(value => ReadItem(value, frame)).Aggregate(EmptyList, Combine);

    private IReadOnlyList<TextItem[]> ReadItem(IOperation value, CallFrame? frame) =>
        [.. Read(new(value, frame)).Select(parts => (TextItem[])[new(TextItemKind.One, parts)])];

    private IReadOnlyList<TextItem[]> ReadElement(CollectionElementSyntax element, IOperation collection, CallFrame? frame)
    {
        var expression = element switch
        {
            ExpressionElementSyntax single => single.Expression,
            SpreadElementSyntax spread => spread.Expression,
            _ => null,
        };
        return expression is null || collection.SemanticModel?.GetOperation(expression) is not { } value ? [[Several(collection, frame)]]
            : element is SpreadElementSyntax ? ReadList(new(value, frame))
            : ReadItem(value, frame);
    }

    private IReadOnlyList<TextItem[]>? ReadListCall(IInvocationOperation call, CallFrame? frame)
    {
        var name = call.TargetMethod.Name;
        if (call.Receiver() is { } receiver)
        {
            if (SameItems.Contains(name))
            {
                return ReadList(new(receiver, frame));
            }

            switch (name)
            {
                case "Split" when call.Instance is { Type.SpecialType: SpecialType.System_String } text:
                    return [.. Read(new(text, frame)).Select(parts => (TextItem[])[new(TextItemKind.Split, parts)])];
                case "Select":
                    // Arguments are quoted on their way; other items are what the query makes of them.
                    var items = ReadList(new(receiver, frame));
                    return items is [[{ Kind: TextItemKind.Several }]] ? null : items;
                case "Concat" when call.Arguments is [var first, var second]:
                    return Combine(ReadList(new(first.Value, frame)), ReadList(new(second.Value, frame)));
                case "Append" when call.Arguments is [var list, var last]:
                    return Combine(ReadList(new(list.Value, frame)), ReadItem(last.Value, frame));
                case "Prepend" when call.Arguments is [var list, var before]:
                    return Combine(ReadItem(before.Value, frame), ReadList(new(list.Value, frame)));
            }
        }

        return name == "Empty" && call.Arguments.IsEmpty ? EmptyList
            : _callees.ResultsOf(call, frame) is { Count: > 0 } results ? results.Select(ReadList).Aggregate(Either)
            : null;
    }

    private IReadOnlyList<TextItem[]>? AddBy(IInvocationOperation call, IReadOnlyList<TextItem[]> items, Change change)
    {
        var added = call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name is not "index" && argument.Value != call.Receiver())?.Value;
        switch (call.TargetMethod.Name)
        {
            case "Clear":
                return EmptyList;
            case "Add" or "AddRange" or "Insert" when added is not null:
                var more = ReadAdded(ValueSources.Unwrap(added), change);
                return call is { TargetMethod.Name: "Insert", Arguments: [{ Value.ConstantValue: { HasValue: true, Value: 0 } }, ..] } ? Combine(more, items) : Combine(items, more);
            default:
                return null;
        }
    }

    private IReadOnlyList<TextItem[]> ReadAdded(IOperation added, Change change)
    {
        if (added is ILocalReferenceOperation local && ValueSources.LoopOver(local) is { } collection)
        {
            return ReadList(new(collection, change.Frame));
        }

        var more = IsText(added.Type) ? ReadItem(added, change.Frame) : ReadList(new(added, change.Frame));
        return change.Presence == Certainty.Certain ? more : [.. more.Select(items => (TextItem[])[.. items.Select(item => item with { Parts = Perhaps(item.Parts) })])];
    }

    private static bool IsText(ITypeSymbol? type) => type is { IsValueType: true } or { SpecialType: SpecialType.System_String or SpecialType.System_Object };

    private IReadOnlyList<TextPart[]> Join(IOperation separator, IOperation items, CallFrame? frame)
    {
        var separators = Read(new(separator, frame));
        return [.. ReadList(new(items, frame)).Select(list => (TextPart[])[.. list.SelectMany((item, index) => index == 0 ? item.Parts : separators[0].Concat(item.Parts))])];
    }

    private static TextItem Several(IOperation value, CallFrame? frame) => new(TextItemKind.Several, [new(Text: null, value, value.Syntax, frame)]);

    private static IReadOnlyList<TextItem[]> Combine(IReadOnlyList<TextItem[]> first, IReadOnlyList<TextItem[]> second) =>
        [.. first.SelectMany(_ => second, (left, right) => left.Concat(right).ToArray()).Take(MaxAlternatives)];

    private static IReadOnlyList<TextItem[]> Either(IReadOnlyList<TextItem[]> first, IReadOnlyList<TextItem[]> second) =>
        [.. first.Concat(second).Take(MaxAlternatives)];
}
