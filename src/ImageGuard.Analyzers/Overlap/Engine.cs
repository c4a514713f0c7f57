using Microsoft.CodeAnalysis;

namespace ImageGuard.Analyzers.Overlap;

/// <summary>The engine that an operation talks to, where a variable holds its client that is another one in each run: a host of a list.</summary>
/// <param name="Variable">The variable.</param>
/// <param name="Run">Which run of the code that gives it its value.</param>
internal sealed record Engine(ISymbol Variable, object Run)
{
    /// <summary>Whether the two are different ones: what one run and what another run get from the same variable.</summary>
    public bool IsSurelyOther(Engine other) => SymbolEqualityComparer.Default.Equals(Variable, other.Variable) && !Run.Equals(other.Run);
}
