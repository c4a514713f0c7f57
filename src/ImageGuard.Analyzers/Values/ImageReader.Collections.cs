using ImageGuard.Analyzers.Sources;
using ImageGuard.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ImageGuard.Analyzers.Values;

/// <content>Collections of references: their items, and what a query makes of them.</content>
internal sealed partial class ImageReader
{
    private static HashSet<string> ItemOfCollection { get; } =
        ["First", "FirstOrDefault", "Last", "LastOrDefault", "Single", "SingleOrDefault", "ElementAt", "ElementAtOrDefault", "Min", "Max", "Dequeue", "Pop", "Peek"];

    /// <summary>Methods whose result has items of the collection that they are called on.</summary>
    private static HashSet<string> SameItems { get; } =
    [
        "Where", "OrderBy", "OrderByDescending", "ThenBy", "Distinct", "Reverse", "Skip", "SkipLast", "SkipWhile", "Take", "TakeLast", "TakeWhile",
        "ToList", "ToArray", "ToHashSet", "ToImmutableArray", "ToImmutableList", "AsEnumerable", "AsParallel", "Cast", "Except", "AsReadOnly",
    ];

    /// <summary>Methods that hand each item of a collection to a lambda.</summary>
    private static HashSet<string> PassesItems { get; } =
        ["Select", "SelectMany", "ConvertAll", "Where", "ForEach", "ForEachAsync", "ForAll", "Any", "All"];

    /// <summary>The items of a collection that is written out, or null.</summary>
    private IReadOnlyList<IOperation>? ItemsOf(IOperation collection, int steps)
    {
        collection = ValueSources.Unwrap(collection);
        return collection switch
        {
            _ when steps == 0 => null,
            IArrayCreationOperation { Initializer.ElementValues: var elements } => elements,
            { Syntax: CollectionExpressionSyntax expression } =>
                expression.Elements.Any(element => element is SpreadElementSyntax) ? null : [.. collection.ChildOperations],
            IObjectCreationOperation { Initializer: { } initializer } => ItemsOf(initializer, steps - 1),
            IObjectOrCollectionInitializerOperation { Initializers: var adds } =>
                [.. adds.OfType<IInvocationOperation>().Where(add => add.Arguments.Length == 1).Select(add => add.Arguments[0].Value)],
            ILocalReferenceOperation local when _sources.ValuesOf(local) is [var only] => ItemsOf(only, steps - 1),
            IFieldReferenceOperation { Field: var field } when _sources.InitializerOf(field) is { } initializer => ItemsOf(initializer, steps - 1),
            _ => null,
        };
    }

    /// <summary>What is known of every item of a collection.</summary>
    private ImageOperand ReadItem(IOperation collection, int steps)
    {
        collection = ValueSources.Unwrap(collection);
        if (steps == 0)
        {
            return ImageOperand.Unknown;
        }

        if (ItemsOf(collection, steps - 1) is { Count: > 0 } items)
        {
            return ReadAll(items, steps - 1, Read);
        }

        switch (collection)
        {
            case IPropertyReferenceOperation { Property: var property } when DockerDotNetApi.NameProperties.Any(name => name.Is(property)):
                return AnyName;
            case ILocalReferenceOperation local:
                return LoopOver(local) is null ? ReadAll(_sources.ValuesOf(local), steps - 1, ReadItem) : ImageOperand.Unknown;
            case IParameterReferenceOperation parameter:
                return ReadAll(_callers.ValuesOf(parameter.Parameter), steps - 1, ReadItem);
            case IInvocationOperation { TargetMethod.Name: "Split", Instance: { } text }:
                return ReadPart(text, steps - 1);
            case IInvocationOperation call when call.Receiver() is { } source:
                return SameItems.Contains(call.TargetMethod.Name) ? ReadItem(source, steps - 1) : ReadSelected(call, steps - 1);
            case IConditionalAccessOperation { WhenNotNull: var whenNotNull }:
                return ReadItem(whenNotNull, steps - 1);
            default:
                return ImageOperand.Unknown;
        }
    }

    /// <summary>The items of <c>Select(image => image.ID)</c>: what the lambda returns.</summary>
    private ImageOperand ReadSelected(IInvocationOperation call, int steps)
    {
        if (call.TargetMethod.Name is not ("Select" or "SelectMany" or "ConvertAll") || LambdaIn(call) is not { } lambda)
        {
            return ImageOperand.Unknown;
        }

        var results = lambda.Body.Descendants().OfType<IReturnOperation>().Select(result => result.ReturnedValue).OfType<IOperation>().ToArray();
        return ReadAll(results, steps, call.TargetMethod.Name == "SelectMany" ? ReadItem : Read);
    }

    /// <summary>The collection that a local of a <c>foreach</c> runs over, or null for any other local.</summary>
    private static IOperation? LoopOver(ILocalReferenceOperation reference)
    {
        for (var parent = reference.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IForEachLoopOperation { LoopControlVariable: IVariableDeclaratorOperation { Symbol: var local }, Collection: var collection }
                && SymbolEqualityComparer.Default.Equals(local, reference.Local))
            {
                return collection;
            }
        }

        return null;
    }

    /// <summary>The collection whose items a lambda gets: <c>ids.Select(id => …)</c>, <c>Parallel.ForEach(ids, id => …)</c>; or null.</summary>
    private static IOperation? ItemsFor(IParameterReferenceOperation reference)
    {
        if (reference.Parameter is not { Ordinal: 0, ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.LambdaMethod } lambda })
        {
            return null;
        }

        for (var parent = reference.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IAnonymousFunctionOperation { Symbol: var symbol } && SymbolEqualityComparer.Default.Equals(symbol, lambda))
            {
                return parent.Parent is IDelegateCreationOperation { Parent: IArgumentOperation { Parent: IInvocationOperation call } }
                    && PassesItems.Contains(call.TargetMethod.Name)
                        ? call.Receiver() ?? call.Arguments.FirstOrDefault()?.Value
                        : null;
            }
        }

        return null;
    }

    private static IAnonymousFunctionOperation? LambdaIn(IInvocationOperation call) =>
        call.Arguments.Select(argument => ValueSources.Unwrap(argument.Value))
            .OfType<IDelegateCreationOperation>()
            .Select(creation => creation.Target)
            .OfType<IAnonymousFunctionOperation>()
            .FirstOrDefault();
}
