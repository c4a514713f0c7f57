using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ImageGuard.Analyzers.Values;

/// <summary>
/// What callers pass for a parameter. Only functions that cannot be called from out of sight are asked: local functions and
/// private methods. A method whose name is also used without a call (as a delegate) has callers that are out of sight.
/// </summary>
internal sealed class Callers
{
    /// <summary>A helper that is called more often than this is general enough to get all sorts of values.</summary>
    private const int MaxCalls = 32;

    private readonly SourceModels _models;

    public Callers(SourceModels models) => _models = models;

    /// <summary>The values that all callers pass, or null where a caller may be out of sight.</summary>
    public IReadOnlyList<IOperation>? ValuesOf(IParameterSymbol parameter)
    {
        if (parameter is not { ContainingSymbol: IMethodSymbol method, RefKind: RefKind.None, IsParams: false })
        {
            return null;
        }

        var scopes = method switch
        {
            { MethodKind: MethodKind.LocalFunction } => method.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax().Parent!),
            { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: Accessibility.Private } =>
                method.ContainingType.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax()),
            _ => null,
        };
        return scopes is null ? null : ValuesIn(scopes, method, parameter.Ordinal);
    }

    private List<IOperation>? ValuesIn(IEnumerable<SyntaxNode> scopes, IMethodSymbol method, int ordinal)
    {
        var values = new List<IOperation>();
        foreach (var name in scopes.SelectMany(scope => scope.DescendantNodes()).OfType<SimpleNameSyntax>())
        {
            if (name.Identifier.ValueText != method.Name)
            {
                continue;
            }

            if (values.Count == MaxCalls || CallOf(name) is not { } call)
            {
                return null;
            }

            if (_models.OperationOf(call) is IInvocationOperation invocation && SymbolEqualityComparer.Default.Equals(invocation.TargetMethod.OriginalDefinition, method)
                && invocation.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == ordinal) is { } argument)
            {
                values.Add(argument.Value);
            }
        }

        return values.Count == 0 ? null : values;
    }

    private static InvocationExpressionSyntax? CallOf(SimpleNameSyntax name) => name.Parent switch
    {
        InvocationExpressionSyntax call => call,
        MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } access when access.Name == name => call,
        _ => null,
    };
}
