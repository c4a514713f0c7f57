using ImageGuard.Model;
using Microsoft.CodeAnalysis;

namespace ImageGuard.Analyzers.Overlap;

/// <summary>What a call gives a function for its parameters, as far as it matters here.</summary>
internal sealed class Given
{
    /// <summary>Of a function that somebody out of sight calls nothing is known.</summary>
    public static Given Nothing { get; } = new();

    public Dictionary<IParameterSymbol, ImageOperand> Images { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>The engines of the clients that are given; null for one that is the same in all runs, or may be.</summary>
    public Dictionary<IParameterSymbol, Engine?> Engines { get; } = new(SymbolEqualityComparer.Default);
}
