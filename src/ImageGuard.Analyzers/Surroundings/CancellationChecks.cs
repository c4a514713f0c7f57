using System.Globalization;
using ImageGuard.Analyzers.Sources;
using ImageGuard.Analyzers.Values;
using ImageGuard.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImageGuard.Analyzers.Surroundings;

/// <summary>
/// Finds operations whose cancellation is caught and forgotten (S2): the engine goes on with what it has received, so nobody knows what has
/// become of the image.
/// </summary>
internal sealed class CancellationChecks
{
    private static readonly TypeName Token = new("System.Threading", "CancellationToken");

    private static readonly TypeName Cancelled = new("System", "OperationCanceledException");

    private static readonly TypeName TaskCancelled = new("System.Threading.Tasks", "TaskCanceledException");

    private readonly ImageNames _names;

    public CancellationChecks(ImageNames names) => _names = names;

    public IEnumerable<Finding> FindingsIn(OperationSite site)
    {
        if (!site.Operations.Any(operation => ChangesImages(operation.Kind)) || !CanBeCancelled(site.Call) || CatchAround(site.Call) is not { } handler)
        {
            yield break;
        }

        var line = (handler.Syntax.GetLocation().GetLineSpan().StartLinePosition.Line + 1).ToString(CultureInfo.InvariantCulture);
        foreach (var operation in site.Operations.Where(operation => ChangesImages(operation.Kind)))
        {
            yield return new Finding(Rules.UnknownOutcome, operation.Span, operation.Text, line);
        }
    }

    private static bool ChangesImages(ImageOperationKind kind) =>
        kind is not (ImageOperationKind.List or ImageOperationKind.Inspect or ImageOperationKind.Save or ImageOperationKind.Push);

    private static bool CanBeCancelled(IInvocationOperation call) => call.Arguments.Any(argument => argument is { ArgumentKind: ArgumentKind.Explicit }
        && Token.Is(argument.Parameter?.Type)
        && ValueSources.Unwrap(argument.Value) is not (IDefaultValueOperation or IPropertyReferenceOperation { Property: { Name: "None", IsStatic: true } }));

    /// <summary>The handler that swallows the cancellation of a call, or null where there is none, or where it looks at the image.</summary>
    private ICatchClauseOperation? CatchAround(IOperation call)
    {
        for (var (child, parent) = (call, call.Parent); parent is not null and not (IAnonymousFunctionOperation or ILocalFunctionOperation); (child, parent) = (parent, parent.Parent))
        {
            if (parent is ITryOperation attempt && attempt.Body == child
                && attempt.Catches.FirstOrDefault(CatchesCancellation) is { } found)
            {
                return GoesOn(found) && !LooksAtImages(found) && !LooksAtImagesAfter(attempt) ? found : null;
            }
        }

        return null;
    }

    /// <summary>By its type, or by its filter: <c>when (exception is OperationCanceledException)</c>.</summary>
    private static bool CatchesCancellation(ICatchClauseOperation handler) => IsCancellation(handler.ExceptionType)
        || handler.Filter is IIsTypeOperation { TypeOperand: var type } && IsCancellation(type);

    private static bool IsCancellation(ITypeSymbol? type) => Cancelled.Is(type) || TaskCancelled.Is(type);

    private static bool GoesOn(ICatchClauseOperation handler) => !handler.Handler.Descendants().Any(operation => operation is IThrowOperation);

    private bool LooksAtImagesAfter(ITryOperation attempt) => attempt.Parent is IBlockOperation block
        && block.Operations.SkipWhile(operation => operation != attempt).Skip(1).Any(LooksAtImages);

    private bool LooksAtImages(IOperation code) =>
        code.DescendantsAndSelf().Any(operation => operation is IInvocationOperation call && _names.LeadToImages(call.TargetMethod.Name));
}
