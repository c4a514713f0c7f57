using ImageGuard.Analyzers.Overlap;
using ImageGuard.Analyzers.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ImageGuard.Analyzers.EntryPoints;

/// <summary>Finds the code of a member that a host calls: the member itself, or handlers that it registers.</summary>
internal sealed class EntryPointReader
{
    private readonly SourceModels _models;

    public EntryPointReader(SourceModels models) => _models = models;

    public IEnumerable<EntryPoint> In(SyntaxNode member)
    {
        if (member is MethodDeclarationSyntax declaration && HostFacts.MayCall(declaration) && _models.DeclaredBy(member) is IMethodSymbol method && OfMethod(method) is { } own)
        {
            yield return own;
        }

        var (text, span) = SourceFile.Of(member.SyntaxTree, CancellationToken.None).TextOf(member);
        foreach (var node in HostFacts.Handlers.IsIn(text, span) ? member.DescendantNodes() : [])
        {
            if (HandlerIn(node) is { } handler)
            {
                yield return handler;
            }
        }
    }

    private static EntryPoint? OfMethod(IMethodSymbol method)
    {
        var entry = new EntryPoint(method, NameOf(method));
        return HostFacts.HandlesRequests(method) ? entry with { RunsBesideItself = true }
            : HostFacts.IsFunction(method) ? entry with { RunsBesideItself = !HostFacts.IsTriggeredByTimer(method) }
            : HostFacts.RunsInBackground(method) ? entry
            : HostFacts.StartsService(method) ? entry with { RunsFirst = true }
            : HostFacts.TestCollectionOf(method) is { } collection ? entry with { TestCollection = collection }
            : null;
    }

    private EntryPoint? HandlerIn(SyntaxNode node) => node switch
    {
        InvocationExpressionSyntax call when HostFacts.MayMap(call.Expression.LastName()) => Mapped(call),
        BaseObjectCreationExpressionSyntax creation when creation is ImplicitObjectCreationExpressionSyntax or ObjectCreationExpressionSyntax { Type: NameSyntax } => Timed(creation),
        AssignmentExpressionSyntax subscription when subscription.IsKind(SyntaxKind.AddAssignmentExpression) && subscription.Left.LastName() == "Elapsed" => Elapsed(subscription),
        _ => null,
    };

    private EntryPoint? Mapped(InvocationExpressionSyntax node) =>
        _models.OperationOf(node) is IInvocationOperation call && HostFacts.IsMap(call.TargetMethod)
        && call.Arguments.Select(argument => FunctionIn(argument.Value)).FirstOrDefault(function => function is not null) is { } handler
            ? new EntryPoint(handler, $"{call.TargetMethod.Name}({call.ArgumentFor("pattern")?.Syntax})") { RunsBesideItself = true }
            : null;

    private EntryPoint? Timed(BaseObjectCreationExpressionSyntax node) =>
        node.ArgumentList?.Arguments.Count > 0 && (node is not ObjectCreationExpressionSyntax { Type: var type } || type.LastName() == "Timer")
        && _models.OperationOf(node) is IObjectCreationOperation creation && WorkerFacts.ThreadingTimer.Is(creation.Type)
        && FunctionIn(creation.Arguments[0].Value) is { } callback
            ? new EntryPoint(callback, "a timer")
            : null;

    private EntryPoint? Elapsed(AssignmentExpressionSyntax node) =>
        _models.OperationOf(node) is IEventAssignmentOperation { EventReference: IEventReferenceOperation { Instance.Type: var type }, HandlerValue: var value }
        && WorkerFacts.TimersTimer.Is(type) && FunctionIn(value) is { } handler
            ? new EntryPoint(handler, "a timer")
            : null;

    private static IMethodSymbol? FunctionIn(IOperation value) => ValueSources.Unwrap(value) switch
    {
        IDelegateCreationOperation { Target: IAnonymousFunctionOperation lambda } => lambda.Symbol,
        IDelegateCreationOperation { Target: IMethodReferenceOperation { Method: var method } } => method.OriginalDefinition,
        _ => null,
    };

    private static string NameOf(IMethodSymbol method) => $"{method.ContainingType.Name}.{method.Name}";
}
