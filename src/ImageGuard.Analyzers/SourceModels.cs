using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImageGuard.Analyzers;

/// <summary>
/// The semantic models and bodies of a compilation's own code. Values and calls are followed across files on purpose, and only from a
/// place that has already been found to work on images, so that the cost stays with the few trees that matter.
/// </summary>
internal sealed class SourceModels
{
    private readonly Compilation _compilation;
    private readonly ConcurrentDictionary<SyntaxTree, SemanticModel> _models = new();
    private readonly ConcurrentDictionary<IMethodSymbol, IOperation?> _bodies = new(SymbolEqualityComparer.Default);

    public SourceModels(Compilation compilation) => _compilation = compilation;

    /// <summary>What a node means, or null where it stands in no tree of this compilation.</summary>
    public IOperation? OperationOf(SyntaxNode node) =>
        _compilation.ContainsSyntaxTree(node.SyntaxTree) ? _models.GetOrAdd(node.SyntaxTree, NewModel).GetOperation(node) : null;

    /// <summary>What a declaration declares.</summary>
    public ISymbol? DeclaredBy(SyntaxNode declaration) => _models.GetOrAdd(declaration.SyntaxTree, NewModel).GetDeclaredSymbol(declaration);

    /// <summary>The bodies of a member.</summary>
    public IEnumerable<CodeBody> BodiesOf(SyntaxNode member, CancellationToken cancellationToken) =>
        CodeBodies.Of(member, _models.GetOrAdd(member.SyntaxTree, NewModel), cancellationToken);

    /// <summary>The body of a method, lambda, local function or accessor that is declared in this compilation, or null.</summary>
    public IOperation? BodyOf(IMethodSymbol method)
    {
        var declared = method.ReducedFrom ?? method;
        declared = declared.OriginalDefinition;
        return _bodies.GetOrAdd(declared.PartialImplementationPart ?? declared, FindBody);
    }

    private IOperation? FindBody(IMethodSymbol method) =>
        method.DeclaringSyntaxReferences.FirstOrDefault() is not { } reference ? null : OperationOf(reference.GetSyntax()) switch
        {
            IMethodBodyBaseOperation body => (IOperation?)body.BlockBody ?? body.ExpressionBody,
            ILocalFunctionOperation function => function.Body,
            IAnonymousFunctionOperation lambda => lambda.Body,
            var other => other,
        };

#pragma warning disable RS1030 // The one place that asks the compilation for a model.
    private SemanticModel NewModel(SyntaxTree tree) => _compilation.GetSemanticModel(tree);
#pragma warning restore RS1030
}
