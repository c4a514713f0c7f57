using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ImageGuard.Analyzers.Values;

/// <summary>
/// Which method runs when one is called: itself or, where it can be overridden or implemented, the only one of this compilation that
/// does so. Where there are several, none is guessed at.
/// </summary>
internal sealed class CallTargets
{
    private readonly MemberIndex _index;
    private readonly SourceModels _models;
    private readonly ConcurrentDictionary<IMethodSymbol, IMethodSymbol?> _targets = new(SymbolEqualityComparer.Default);

    public CallTargets(MemberIndex index, SourceModels models)
    {
        _index = index;
        _models = models;
    }

    /// <param name="method">The method that is called.</param>
    /// <param name="isVirtual">Whether the object decides: not so for <c>base.Method()</c>.</param>
    public IMethodSymbol? Of(IMethodSymbol method, bool isVirtual)
    {
        method = (method.ReducedFrom ?? method).ConstructedFrom;
        return isVirtual && IsOpen(method) ? _targets.GetOrAdd(method, FindTarget) : method.OriginalDefinition;
    }

    private static bool IsOpen(IMethodSymbol method) =>
        method.IsAbstract || (method.IsVirtual || method.IsOverride) && !method.IsSealed && !method.ContainingType.IsSealed;

    private IMethodSymbol? FindTarget(IMethodSymbol method)
    {
        var isInterface = method.ContainingType.TypeKind == TypeKind.Interface;
        var found = _index.Named((method.AssociatedSymbol ?? method).Name)
            .Select(member => member.Node)
            .Where(declaration => isInterface ? MayImplement(declaration) : Has(declaration, SyntaxKind.OverrideKeyword))
            .Select(declaration => _models.DeclaredBy(declaration) is var member && member is IPropertySymbol property ? property.GetMethod : member)
            .OfType<IMethodSymbol>()
            .Where(candidate => !candidate.IsAbstract && (isInterface ? Implements(candidate, method) : candidate.Overridden().Any(overridden => SymbolEqualityComparer.Default.Equals(overridden.OriginalDefinition, method.OriginalDefinition))))
            .Distinct<IMethodSymbol>(SymbolEqualityComparer.Default)
            .Take(2)
            .ToArray();
        return found switch
        {
            [] => method.IsAbstract ? null : method.OriginalDefinition,
            [var only] => only,
            _ => null,
        };
    }

    /// <summary>Whether the type that declares a member may implement an interface by it, by its form alone: a partial type may name its interfaces elsewhere.</summary>
    private static bool MayImplement(SyntaxNode member) =>
        !Has(member, SyntaxKind.StaticKeyword) && member.Parent is TypeDeclarationSyntax type && (type.BaseList is not null || Has(type, SyntaxKind.PartialKeyword));

    private static bool Has(SyntaxNode declaration, SyntaxKind modifier) => declaration is MemberDeclarationSyntax { Modifiers: var modifiers } && modifiers.Any(modifier);

    private static bool Implements(IMethodSymbol candidate, IMethodSymbol method) => candidate.ContainingType.AllInterfaces
        .Where(implemented => IsSame(implemented, method.ContainingType))
        .SelectMany(implemented => implemented.GetMembers())
        .Any(member => SymbolEqualityComparer.Default.Equals(member.OriginalDefinition, method.OriginalDefinition)
            && SymbolEqualityComparer.Default.Equals(candidate.ContainingType.FindImplementationForInterfaceMember(member), candidate));

    /// <summary>Of a generic interface the very construction that is called, unless the caller leaves it open itself.</summary>
    private static bool IsSame(INamedTypeSymbol implemented, INamedTypeSymbol called) =>
        SymbolEqualityComparer.Default.Equals(implemented, called)
        || called.TypeArguments.Any(argument => argument.TypeKind == TypeKind.TypeParameter)
        && SymbolEqualityComparer.Default.Equals(implemented.OriginalDefinition, called.OriginalDefinition);
}
