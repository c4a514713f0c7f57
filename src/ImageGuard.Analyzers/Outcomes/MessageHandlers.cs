using ImageGuard.Analyzers.Sources;
using ImageGuard.Analyzers.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImageGuard.Analyzers.Outcomes;

/// <summary>Tells whether a handler of progress messages is sure to ignore the failures among them.</summary>
internal sealed class MessageHandlers
{
    /// <summary>How many methods a message is followed through.</summary>
    private const int MaxSteps = 4;

    /// <summary>Methods that print an object as <c>ToString</c> shows it; a message shows only its type's name.</summary>
    private static HashSet<string> Printers { get; } = ["Write", "WriteLine", "WriteAsync", "WriteLineAsync"];

    private readonly SourceModels _models;
    private readonly ValueSources _sources;

    public MessageHandlers(SourceModels models, ValueSources sources)
    {
        _models = models;
        _sources = sources;
    }

    /// <summary>Whether a delegate ignores failures; false where it is out of sight.</summary>
    public bool IgnoresFailures(IOperation handler) => ValueSources.Unwrap(handler) switch
    {
        IDelegateCreationOperation { Target: IAnonymousFunctionOperation lambda } => Ignores(lambda.Body, MaxSteps),
        IDelegateCreationOperation { Target: IMethodReferenceOperation { Method: var method } } => IgnoresFailures(method),
        ILocalReferenceOperation local => _sources.ValuesOf(local) is { } values && values.All(value => value is not ILocalReferenceOperation && IgnoresFailures(value)),
        _ => false,
    };

    /// <summary>Whether a method that gets a message ignores failures; false where its body is out of sight.</summary>
    public bool IgnoresFailures(IMethodSymbol method) => Ignores(method, MaxSteps);

    private bool Ignores(IMethodSymbol method, int steps) => OnlyPrints(method) ||
        steps > 0 && _models.BodyOf(method) is { } body && Ignores(body, steps);

    private static bool OnlyPrints(IMethodSymbol method) =>
        Printers.Contains(method.Name) && method.ContainingNamespace.Name is "System" or "IO" or "Diagnostics";

    private bool Ignores(IOperation body, int steps)
    {
        foreach (var operation in body.Descendants())
        {
            if (operation is IPropertyReferenceOperation { Property: var property } && ReadsFailure(property))
            {
                return false;
            }

            if (DockerDotNetApi.Message.Is(operation.Type) && PassesOn(operation) && !GoesWhereItIsIgnored(operation, steps))
            {
                return false;
            }
        }

        return true;
    }

    private static bool ReadsFailure(IPropertySymbol property) =>
        DockerDotNetApi.MessageFailures.Contains(property.Name) && DockerDotNetApi.Message.Is(property.ContainingType);

    /// <summary>Whether the message as a whole goes on from here, rather than one of its properties being read.</summary>
    private static bool PassesOn(IOperation message) => message.Parent is not (IPropertyReferenceOperation or IConditionalAccessOperation or IPatternOperation or IIsPatternOperation
        or IBlockOperation or IExpressionStatementOperation) && message is not (IConditionalAccessInstanceOperation or IConversionOperation { IsImplicit: true, Parent: IArgumentOperation });

    private bool GoesWhereItIsIgnored(IOperation message, int steps)
    {
        var parent = message.Parent;
        while (parent is IConversionOperation)
        {
            parent = parent.Parent;
        }

        return parent switch
        {
            IInterpolationOperation => true,
            IArgumentOperation { Parent: IInvocationOperation { TargetMethod: var method } } => Ignores(method, steps - 1),
            _ => false,
        };
    }
}
