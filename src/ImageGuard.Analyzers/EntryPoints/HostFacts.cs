using ImageGuard.Analyzers.Sources;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ImageGuard.Analyzers.EntryPoints;

/// <summary>By what a host knows the code that it calls, as data: base types, attributes and the methods that map a route to a handler.</summary>
internal static class HostFacts
{
    private static TypeName[] WebBases { get; } =
    [
        new("Microsoft.AspNetCore.Mvc", "ControllerBase"),
        new("Microsoft.AspNetCore.Mvc.RazorPages", "PageModel"),
        new("Microsoft.AspNetCore.SignalR", "Hub"),
    ];

    private static TypeName BackgroundService { get; } = new("Microsoft.Extensions.Hosting", "BackgroundService");

    private static TypeName HostedService { get; } = new("Microsoft.Extensions.Hosting", "IHostedService");

    private static TypeName GrpcContext { get; } = new("Grpc.Core", "ServerCallContext");

    private static TypeName TestLifetime { get; } = new("Xunit", "IAsyncLifetime");

    private static HashSet<string> Maps { get; } = ["Map", "MapGet", "MapPost", "MapPut", "MapPatch", "MapDelete", "MapMethods"];

    private static TypeName RouteBuilder { get; } = new("Microsoft.AspNetCore.Builder", "EndpointRouteBuilderExtensions");

    /// <summary>The words without which a member registers no handler with a host; a timer may be made by <c>new(…)</c>.</summary>
    public static WordSearch Handlers { get; } = new(["Map", "Timer", "Elapsed", "new("]);

    /// <summary>The cheap check of a method: hosts know it by an attribute or by a base of its type, which a partial type may name elsewhere.</summary>
    public static bool MayCall(MethodDeclarationSyntax method) => method.AttributeLists.Count > 0
        || (method.Parent is TypeDeclarationSyntax type && (type.BaseList is not null || type.AttributeLists.Count > 0 || type.Modifiers.Any(SyntaxKind.PartialKeyword)));

    /// <summary>The cheap check of a call's name.</summary>
    public static bool MayMap(string method) => Maps.Contains(method);

    public static bool IsMap(IMethodSymbol method) => MayMap(method.Name) && RouteBuilder.Is((method.ReducedFrom ?? method).ContainingType);

    /// <summary>Whether a server calls the method for each request: of a controller, a page, a hub, a gRPC service.</summary>
    public static bool HandlesRequests(IMethodSymbol method) =>
        method is { DeclaredAccessibility: Accessibility.Public, IsStatic: false, MethodKind: MethodKind.Ordinary } && !Has(method, "NonActionAttribute")
        && (method.ContainingType.BasesAndSelf().Any(type => WebBases.Any(known => known.Is(type)) || Has(type, "ApiControllerAttribute"))
            || method.IsOverride && method.Parameters.LastOrDefault() is { Type: var last } && GrpcContext.Is(last));

    /// <summary>Whether the method is an Azure Function.</summary>
    public static bool IsFunction(IMethodSymbol method) => Has(method, "FunctionAttribute") || Has(method, "FunctionNameAttribute");

    /// <summary>A timer triggers one run of a function at a time.</summary>
    public static bool IsTriggeredByTimer(IMethodSymbol method) => method.Parameters.Any(parameter => Has(parameter, "TimerTriggerAttribute"));

    public static bool RunsInBackground(IMethodSymbol method) =>
        method is { Name: "ExecuteAsync", IsOverride: true } && method.ContainingType.BasesAndSelf().Any(BackgroundService.Is);

    public static bool StartsService(IMethodSymbol method) => method.Name == "StartAsync" && HostedService.IsImplementedBy(method.ContainingType);

    /// <summary>The collection by which xUnit decides what runs beside the method, or null where it is no test or runs alone.</summary>
    public static string? TestCollectionOf(IMethodSymbol method)
    {
        var type = method.ContainingType;
        if (!method.IsTest() && !(TestLifetime.IsImplementedBy(type) && method.Name is "InitializeAsync" or "DisposeAsync" && type.GetMembers().OfType<IMethodSymbol>().Any(SymbolExtensions.IsTest)))
        {
            return null;
        }

        var behavior = AttributeOf(type.ContainingAssembly, "CollectionBehaviorAttribute");
        if (behavior?.NamedArguments.Any(argument => argument is { Key: "DisableTestParallelization", Value.Value: true }) == true)
        {
            return null;
        }

        var collection = type.BasesAndSelf().Select(known => AttributeOf(known, "CollectionAttribute")).FirstOrDefault(attribute => attribute is not null);
        return collection is not null ? NameOf(collection)
            : behavior is { ConstructorArguments: [{ Kind: TypedConstantKind.Enum, Value: 0 }] } ? ""
            : type.ToDisplayString();
    }

    /// <summary>A collection's definition can say that it runs beside no other. It stands in the same assembly.</summary>
    private static string? NameOf(AttributeData collection)
    {
        var definition = collection.ConstructorArguments is [{ Value: INamedTypeSymbol type }] ? type : collection.AttributeClass?.TypeArguments.FirstOrDefault();
        return definition is not null ? definition.ToDisplayString() : collection.ConstructorArguments is [{ Value: string name }] ? name : "";
    }

    private static bool Has(ISymbol symbol, string attribute) => AttributeOf(symbol, attribute) is not null;

    private static AttributeData? AttributeOf(ISymbol symbol, string name) => symbol.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass?.Name == name);
}
