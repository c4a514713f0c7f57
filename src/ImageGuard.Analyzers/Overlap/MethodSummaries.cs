using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace ImageGuard.Analyzers.Overlap;

/// <summary>The summaries of a compilation's methods, made when they are first asked for and kept as long as the compilation.</summary>
internal sealed class MethodSummaries
{
    private readonly SourceModels _models;
    private readonly OperationSearch _search;
    private readonly Func<SummaryRequest, FlowWalker> _newWalker;
    private readonly ConcurrentDictionary<IMethodSymbol, MethodSummary> _summaries = new(SymbolEqualityComparer.Default);

    /// <param name="models">Where bodies come from.</param>
    /// <param name="search">Which methods are worth a walk.</param>
    /// <param name="newWalker">Makes the walk that a summary is made of.</param>
    public MethodSummaries(SourceModels models, OperationSearch search, Func<SummaryRequest, FlowWalker> newWalker)
    {
        _models = models;
        _search = search;
        _newWalker = newWalker;
    }

    /// <summary>The summary of a method, a lambda or a local function, or null where its body is out of sight or leads to no image.</summary>
    /// <param name="method">What is called.</param>
    /// <param name="request">For the sake of which body.</param>
    public MethodSummary? Of(IMethodSymbol method, SummaryRequest request) =>
        !MayLeadToImages(method) ? null
        : _summaries.TryGetValue(method, out var known) ? known
        : _models.BodyOf(method) is { } body && _search.IsIn(method, body) ? request.Make(method, () => Summarise(method, body, request), made => _summaries.GetOrAdd(method, made))
        : null;

    /// <inheritdoc cref="OperationSearch.MayLeadToImages"/>
    public bool MayLeadToImages(IMethodSymbol method) => _search.MayLeadToImages(method);

    private MethodSummary Summarise(IMethodSymbol method, IOperation body, SummaryRequest request)
    {
        var walker = _newWalker(request);
        var (returned, end) = walker.Walk(method, body);
        if (walker.Started.Count > FlowLimits.Operations)
        {
            return MethodSummary.Empty;
        }

        var running = end.InFlight.Except(returned.Flights);
        return new MethodSummary(
            walker.Started.ToImmutableArray(),
            walker.Started.Where(flight => !running.Contains(flight)).ToImmutableHashSet(),
            returned.Flights);
    }
}
