using System.Collections.Immutable;
using ImageGuard.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImageGuard.Analyzers.Overlap;

/// <summary>An operation that has been started: from its start until somebody waits for its end.</summary>
internal sealed class Flight
{
    public Flight(ImageOperation operation, IInvocationOperation call, SyntaxNode site, ImmutableArray<Hold> holds, string reason)
    {
        Operation = operation;
        Call = call;
        Site = site;
        Holds = holds;
        Reason = reason;
    }

    public ImageOperation Operation { get; }

    /// <summary>The call that performs it, wherever that stands.</summary>
    public IInvocationOperation Call { get; }

    /// <summary>The place in the analysed body that leads to it: <see cref="Call"/>, or the call of the method that holds that.</summary>
    public SyntaxNode Site { get; }

    /// <summary>The locks held from its start to its end.</summary>
    public ImmutableArray<Hold> Holds { get; private set; }

    /// <summary>Why it may still be running when something else starts, as a clause.</summary>
    public string Reason { get; set; }

    /// <summary>A lock is given back while the operation still runs: from now on it protects nothing.</summary>
    public void Outlives(Hold hold) => Holds = Holds.Remove(hold);

    /// <summary>Whether locks keep the two from running at once.</summary>
    public bool IsExcludedFrom(Flight other) => Holds.Any(hold => other.Holds.Any(hold.Excludes));
}
