using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace ImageGuard.Analyzers.Values;

/// <summary>
/// Which method runs when one is called: itself or, where it can be overridden or implemented, the only one of this compilation that
/// does so. Where there are several, none is guessed at.
/// </summary>
internal sealed class CallTargets
{
    private readonly Compilation _compilation;
    private readonly ConcurrentDictionary<IMethodSymbol, IMethodSymbol?> _targets = new(SymbolEqualityComparer.Default);

    public CallTargets(Compilation compilation) => _compilation = compilation;

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
        var found = Candidates(method)
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

    private IEnumerable<IMethodSymbol> Candidates(IMethodSymbol method)
    {
        var name = (method.AssociatedSymbol ?? method).Name;
        return _compilation.GetSymbolsWithName(other => IsNamed(other, name), SymbolFilter.Member)
            .Select(symbol => symbol is IPropertySymbol property ? property.GetMethod : symbol)
            .OfType<IMethodSymbol>();
    }

    /// <summary>An explicit implementation's name begins with that of its interface.</summary>
    private static bool IsNamed(string symbol, string name) =>
        symbol.EndsWith(name, StringComparison.Ordinal) && (symbol.Length == name.Length || symbol[symbol.Length - name.Length - 1] == '.');

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
