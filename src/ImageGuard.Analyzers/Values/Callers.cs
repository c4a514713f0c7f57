using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ImageGuard.Analyzers.Values;

/// <summary>
/// Who calls a function, and what they pass for its parameters. Only functions that cannot be called from out of sight are asked: local functions and
/// private methods. A method whose name is also used without a call (as a delegate) has callers that are out of sight.
/// </summary>
internal sealed class Callers
{
    /// <summary>A helper that is called more often than this is general enough to get all sorts of values.</summary>
    private const int MaxCalls = 32;

    private readonly SourceModels _models;
    private readonly ConcurrentDictionary<IMethodSymbol, IReadOnlyList<IInvocationOperation>?> _calls = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<SyntaxNode, ILookup<string, SimpleNameSyntax>> _names = new();

    public Callers(SourceModels models) => _models = models;

    /// <summary>The values that all callers pass, or null where a caller may be out of sight.</summary>
    public IReadOnlyList<IOperation>? ValuesOf(IParameterSymbol parameter)
    {
        if (parameter is not { ContainingSymbol: IMethodSymbol method, RefKind: RefKind.None, IsParams: false } || CallsOf(method) is not { } calls)
        {
            return null;
        }

        var values = calls.SelectMany(call => call.Arguments).Where(argument => argument.Parameter?.Ordinal == parameter.Ordinal).Select(argument => argument.Value).ToArray();
        return values.Length == 0 ? null : values;
    }

    /// <summary>All calls of a function, or null where one may be out of sight.</summary>
    public IReadOnlyList<IInvocationOperation>? CallsOf(IMethodSymbol method) => _calls.GetOrAdd(method, FindCalls);

    private List<IInvocationOperation>? FindCalls(IMethodSymbol method)
    {
        var scopes = method switch
        {
            { MethodKind: MethodKind.LocalFunction } => method.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax().Parent!),
            { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: Accessibility.Private } =>
                method.ContainingType.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax()),
            _ => null,
        };
        return scopes is null ? null : CallsIn(scopes, method);
    }

    private List<IInvocationOperation>? CallsIn(IEnumerable<SyntaxNode> scopes, IMethodSymbol method)
    {
        var calls = new List<IInvocationOperation>();
        foreach (var name in scopes.SelectMany(scope => _names.GetOrAdd(scope, NamesIn)[method.Name]))
        {
            if (calls.Count == MaxCalls || CallOf(name) is not { } call)
            {
                return null;
            }

            if (_models.OperationOf(call) is IInvocationOperation invocation && SymbolEqualityComparer.Default.Equals(invocation.TargetMethod.OriginalDefinition, method))
            {
                calls.Add(invocation);
            }
        }

        return calls;
    }

    private static ILookup<string, SimpleNameSyntax> NamesIn(SyntaxNode scope) =>
        scope.DescendantNodes().OfType<SimpleNameSyntax>().ToLookup(name => name.Identifier.ValueText, StringComparer.Ordinal);

    private static InvocationExpressionSyntax? CallOf(SimpleNameSyntax name) => name.Parent switch
    {
        InvocationExpressionSyntax call => call,
        MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } access when access.Name == name => call,
        _ => null,
    };
}
