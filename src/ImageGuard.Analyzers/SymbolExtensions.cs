using Microsoft.CodeAnalysis;

namespace ImageGuard.Analyzers;

internal static class SymbolExtensions
{
    /// <summary>The type, its base, the base of that, and so on.</summary>
    public static IEnumerable<ITypeSymbol> BasesAndSelf(this ITypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            yield return type;
        }
    }

    /// <summary>The methods that a method overrides, the nearest first.</summary>
    public static IEnumerable<IMethodSymbol> Overridden(this IMethodSymbol method)
    {
        for (var overridden = method.OverriddenMethod; overridden is not null; overridden = overridden.OverriddenMethod)
        {
            yield return overridden;
        }
    }

    /// <summary>Whether a runner of tests calls the method, by the attribute of xUnit, and waits for it whatever it returns.</summary>
    public static bool IsTest(this IMethodSymbol method) => method.GetAttributes().Any(attribute => attribute.AttributeClass.BasesAndSelf().Any(type => type.Name == "FactAttribute"));
}
