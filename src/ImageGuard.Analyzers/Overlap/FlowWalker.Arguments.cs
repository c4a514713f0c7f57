using System.Collections.Immutable;
using ImageGuard.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImageGuard.Analyzers.Overlap;

/// <content>Images and engines that a function gets from its caller, and others that differ from run to run.</content>
internal sealed partial class FlowWalker
{
    /// <summary>How many locals a client is followed through to what it is made from.</summary>
    private const int MaxEngineSteps = 4;

    private Given Read(ImmutableArray<IArgumentOperation> arguments, Function function)
    {
        var given = new Given();
        foreach (var argument in arguments)
        {
            if (ParameterFor(argument, function) is { } parameter)
            {
                given.Engines[parameter] = EngineOf(argument.Value);
                if (parameter.Type.SpecialType == SpecialType.System_String)
                {
                    given.Images[parameter] = WithKnown(_services.Images.Read(argument.Value));
                }
            }
        }

        return given;
    }

    /// <summary>By its place: an implementation has parameters of its own.</summary>
    private static IParameterSymbol? ParameterFor(IArgumentOperation argument, Function function) =>
        argument.Parameter is { Ordinal: var ordinal } ? function.Symbol.Parameters.ElementAtOrDefault(ordinal)?.OriginalDefinition : null;

    private ImageOperation WithKnown(ImageOperation operation) => operation.WithImages(WithKnown);

    /// <summary>What is known of an image in this run of the function that names it.</summary>
    private ImageOperand WithKnown(ImageOperand image)
    {
        if (image.Variable is IParameterSymbol parameter && _frames.FirstOrDefault(frame => frame.Given.Images.ContainsKey(parameter)) is { } frame)
        {
            return frame.Given.Images[parameter] with { Span = image.Span };
        }

        return IsOneInTheWalk(image.Variable) ? image : image with { Variable = null };
    }

    /// <summary>Whether a variable has one value in all of the walk, unlike the parameters and locals of a lambda or a loop that runs more than once.</summary>
    private bool IsOneInTheWalk(object? variable) => variable switch
    {
        IFieldSymbol => _frames.All(frame => frame.Site is null),
        ILocalSymbol local => SymbolEqualityComparer.Default.Equals(local.ContainingSymbol, _member) && !IsInLoop(local),
        ISymbol symbol => SymbolEqualityComparer.Default.Equals(symbol.ContainingSymbol, _member),
        _ => false,
    };

    /// <summary>The engine that something belongs to: <c>host.Client.Images</c> to that of the host.</summary>
    private Engine? EngineOf(IOperation? value, int steps = MaxEngineSteps) => value switch
    {
        _ when steps == 0 => null,
        IConversionOperation { Operand: var operand } => EngineOf(operand, steps),
        IPropertyReferenceOperation { Instance: { } owner } => EngineOf(owner, steps),
        IFieldReferenceOperation { Instance: { } owner } => EngineOf(owner, steps),
        IParameterReferenceOperation { Parameter: var parameter } when !TaskFacts.CancellationToken.Is(parameter.Type) && FrameOf(parameter) is { } frame =>
            frame.Given.Engines.TryGetValue(parameter, out var engine) ? engine : new Engine(parameter, frame.Run),
        ILocalReferenceOperation { Local: var local } when IsInLoop(local) && FrameOf(local) is { } frame => new Engine(local, (frame.Run, _pass)),
        ILocalReferenceOperation local => EngineOfMade(local, steps - 1),
        _ => null,
    };

    /// <summary>A client that is made from a variable, such as the address of a host, is another one whenever that is.</summary>
    private Engine? EngineOfMade(ILocalReferenceOperation client, int steps) =>
        _services.Sources.ValuesOf(client) is [var made]
        && made.DescendantsAndSelf()
            .Where(part => part is IParameterReferenceOperation or ILocalReferenceOperation)
            .Select(part => EngineOf(part, steps))
            .FirstOrDefault(engine => engine is not null) is { } source
            ? source with { Variable = client.Local }
            : null;

    private Frame? FrameOf(ISymbol variable) => _frames.FirstOrDefault(frame => SymbolEqualityComparer.Default.Equals(frame.Function, variable.ContainingSymbol));

    private static bool IsInLoop(ILocalSymbol local) => local.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax().IsInLoop());
}
