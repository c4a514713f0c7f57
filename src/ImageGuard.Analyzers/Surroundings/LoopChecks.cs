using ImageGuard.Analyzers.Sources;
using ImageGuard.Analyzers.Values;
using ImageGuard.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImageGuard.Analyzers.Surroundings;

/// <summary>The rules that an operation breaks by being repeated (S3, S10).</summary>
internal sealed class LoopChecks
{
    /// <summary>The words without one of which a program removes no images, on whichever surface.</summary>
    private static readonly WordSearch Removals = new(
        ["DeleteImage", "PruneImages", "RemoveImage", "rmi", "prune", "image rm", "image remove", "HttpMethod.Delete", "DeleteAsync"],
        StringComparison.OrdinalIgnoreCase);

    private readonly Lazy<bool> _removesImages;
    private readonly Callers _callers;

    public LoopChecks(Compilation compilation, Callers callers)
    {
        _removesImages = new(() => Removals.IsIn(compilation, CancellationToken.None));
        _callers = callers;
    }

    public IEnumerable<Finding> FindingsIn(OperationSite site)
    {
        foreach (var operation in site.Operations)
        {
            if (operation.Kind == ImageOperationKind.List && PlacesOf(site.Call).Select(Loops.Around).OfType<IOperation>().Any(loop => !Loops.IsPaced(loop)))
            {
                yield return new Finding(Rules.ListedInLoop, operation.Span, operation.Text);
            }
            else if (operation.IsNewEachTime && Loops.Around(site.Call) is { } endless && Loops.IsEndless(endless) && !_removesImages.Value)
            {
                yield return new Finding(Rules.PiledUp, operation.Span, operation.Text);
            }
        }
    }

    /// <summary>A call, and those of the private method or local function that it stands in.</summary>
    private IEnumerable<IOperation> PlacesOf(IInvocationOperation call) =>
        call.SemanticModel?.GetEnclosingSymbol(call.Syntax.SpanStart) is IMethodSymbol method && _callers.CallsOf(method) is { } calls ? [call, .. calls] : [call];
}
