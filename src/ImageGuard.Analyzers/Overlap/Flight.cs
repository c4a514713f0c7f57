using System.Collections.Immutable;
using ImageGuard.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImageGuard.Analyzers.Overlap;

/// <summary>An operation that has been started: from its start until somebody waits for its end.</summary>
internal sealed class Flight
{
    public Flight(ImageOperation operation, IInvocationOperation call, SyntaxNode site, ImmutableArray<Hold> holds, string reason, Engine? engine)
    {
        Operation = operation;
        Call = call;
        Site = site;
        Holds = holds;
        Reason = reason;
        Engine = engine;
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

    /// <summary>Whether its task has ended with an answer that is still to be read: it runs until somebody has read that.</summary>
    public bool IsAnswered { get; set; }

    /// <summary>The engine that it talks to, where that differs from run to run.</summary>
    public Engine? Engine { get; }

    /// <summary>A lock is given back while the operation still runs: from now on it protects nothing.</summary>
    public void Outlives(Hold hold) => Holds = Holds.Remove(hold);

    /// <summary>Whether the two cannot meet: locks keep them from running at once, or they talk to different engines.</summary>
    public bool IsKeptApartFrom(Flight other) =>
        (Engine is { } engine && other.Engine is { } others && engine.IsSurelyOther(others)) || Holds.Any(hold => other.Holds.Any(hold.Excludes));
}
