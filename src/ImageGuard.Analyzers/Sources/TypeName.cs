using Microsoft.CodeAnalysis;

namespace ImageGuard.Analyzers.Sources;

/// <summary>A type by its metadata name, so that it is found in whichever assembly brings it.</summary>
/// <param name="Namespace">The namespace, its parts joined by dots.</param>
/// <param name="Name">The name, without type parameters.</param>
internal sealed record TypeName(string Namespace, string Name)
{
    /// <summary>What a using disposes of.</summary>
    public static TypeName Disposable { get; } = new("System", "IDisposable");

    /// <summary>The part of the namespace that is also in the name of the library's file.</summary>
    public string Library
    {
        get
        {
            var names = Namespace.Split('.');
            return names[0] == "DotNet" && names.Length > 1 ? names[1] : names[0];
        }
    }

    /// <summary>Whether the type is this one, or a block of extensions in it: C# 14 declares those in a nested type without a name.</summary>
    public bool Is(ITypeSymbol? type)
    {
        type = type is { Name.Length: 0, ContainingType: { } holder } ? holder : type;
        return type?.Name == Name && IsNamespace(type.ContainingNamespace, Namespace.Length);
    }

    /// <summary>Whether the type is this one or implements it.</summary>
    public bool IsImplementedBy(ITypeSymbol? type) => Is(type) || (type is not null && type.AllInterfaces.Any(Is));

    /// <summary>Compares part by part from the end: no string is made.</summary>
    private bool IsNamespace(INamespaceSymbol? symbol, int end)
    {
        while (symbol is { IsGlobalNamespace: false })
        {
            var start = end - symbol.Name.Length;
            if (start < 0 || string.CompareOrdinal(Namespace, start, symbol.Name, 0, symbol.Name.Length) != 0)
            {
                return false;
            }

            if (start == 0)
            {
                return symbol.ContainingNamespace.IsGlobalNamespace;
            }

            if (Namespace[start - 1] != '.')
            {
                return false;
            }

            (symbol, end) = (symbol.ContainingNamespace, start - 1);
        }

        return false;
    }
}

/// <summary>A member of a type, by name.</summary>
internal sealed record MemberName(TypeName Type, string Name)
{
    /// <summary>Whether the symbol is this member.</summary>
    public bool Is(ISymbol symbol) => symbol.Name == Name && Type.Is(symbol.ContainingType);
}
