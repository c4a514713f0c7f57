using Microsoft.CodeAnalysis;

namespace ImageGuard.Analyzers.Overlap;

/// <summary>The walk of one body and the summaries that are made on its way: what they must know of one another.</summary>
internal sealed class SummaryRequest
{
    private readonly List<IMethodSymbol> _chain = [];
    private readonly Dictionary<IMethodSymbol, MethodSummary> _partial = new(SymbolEqualityComparer.Default);

    /// <summary>How deep the walks are in expressions and statements, all together.</summary>
    public int Nesting { get; set; }

    /// <summary>Whether something has been left out since this was last set to false.</summary>
    private bool IsPartial { get; set; }

    /// <summary>
    /// Makes a summary, or tells that none is to be had. One from which something had to be left out, because its method is called in a
    /// circle or lies too deep, depends on where the circle was entered, so it serves this request alone.
    /// </summary>
    public MethodSummary? Make(IMethodSymbol method, Func<MethodSummary> make, Func<MethodSummary, MethodSummary> share)
    {
        if (_partial.TryGetValue(method, out var known))
        {
            IsPartial = true;
            return known;
        }

        var caller = _chain.LastIndexOf(method);
        if (caller >= 0 || _chain.Count == FlowLimits.Calls || _partial.Count == FlowLimits.UnsharedSummaries)
        {
            // That a method calls itself leaves nothing out: what it does is already there.
            IsPartial |= caller < 0 || caller != _chain.Count - 1;
            return null;
        }

        var wasPartial = IsPartial;
        IsPartial = false;
        _chain.Add(method);
        var summary = make();
        _chain.RemoveAt(_chain.Count - 1);
        if (IsPartial)
        {
            _partial[method] = summary;
            return summary;
        }

        IsPartial = wasPartial;
        return share(summary);
    }
}
