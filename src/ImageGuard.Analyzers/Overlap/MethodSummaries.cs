using System.Collections.Concurrent;
using System.Collections.Immutable;
using ImageGuard.Model;
using Microsoft.CodeAnalysis;

namespace ImageGuard.Analyzers.Overlap;

/// <summary>The summaries of a compilation's methods, made when they are first asked for and kept as long as the compilation.</summary>
internal sealed class MethodSummaries
{
    /// <summary>A method that starts more operations than this is a program of its own; its callers are not followed into it.</summary>
    private const int MaxOperations = 64;

    private readonly SourceModels _models;
    private readonly ImageNames _names;
    private readonly Func<IFlowFindings, ImmutableList<IMethodSymbol>, FlowWalker> _newWalker;
    private readonly ConcurrentDictionary<IMethodSymbol, MethodSummary> _summaries = new(SymbolEqualityComparer.Default);

    /// <param name="models">Where bodies come from.</param>
    /// <param name="names">Which methods are worth a look.</param>
    /// <param name="newWalker">Makes the walk that a summary is made of, for the methods whose summaries are being made.</param>
    public MethodSummaries(SourceModels models, ImageNames names, Func<IFlowFindings, ImmutableList<IMethodSymbol>, FlowWalker> newWalker)
    {
        _models = models;
        _names = names;
        _newWalker = newWalker;
    }

    /// <summary>The summary of a method, or null where its body is out of sight or leads to no image.</summary>
    /// <param name="method">The method that is called.</param>
    /// <param name="callers">The methods whose summaries are being made for the sake of this one.</param>
    public MethodSummary? Of(IMethodSymbol method, ImmutableList<IMethodSymbol> callers)
    {
        method = (method.ReducedFrom ?? method).OriginalDefinition;
        if (!_names.LeadToImages(method.Name) || method.IsAbstract || method is { IsVirtual: true, ContainingType.IsSealed: false })
        {
            return null;
        }

        if (_summaries.TryGetValue(method, out var known))
        {
            return known;
        }

        if (_models.BodyOf(method) is not { } body)
        {
            return null;
        }

        // A summary made inside another's may lack what a cycle of calls hides, so only those that stand for themselves are kept.
        var walker = _newWalker(new NoFindings(), callers.Add(method));
        var (returned, end) = walker.Walk(method, body);
        var summary = walker.Started.Count > MaxOperations ? MethodSummary.Empty : Summarise(walker, returned, end);
        return walker.MetACycle ? summary : _summaries.GetOrAdd(method, summary);
    }

    private static MethodSummary Summarise(FlowWalker walker, TaskValue returned, FlowState end)
    {
        var running = end.InFlight.Except(returned.Flights);
        return new MethodSummary(
            walker.Started.ToImmutableArray(),
            walker.Started.Where(flight => !running.Contains(flight)).ToImmutableHashSet(),
            returned.Flights);
    }

    /// <summary>What a method does wrong by itself is found where it is analysed itself.</summary>
    private sealed class NoFindings : IFlowFindings
    {
        public void Overlap(Rule rule, Flight earlier, Flight later)
        {
        }

        public void NotAwaited(Flight flight, SyntaxNode at, string reason)
        {
        }
    }
}
