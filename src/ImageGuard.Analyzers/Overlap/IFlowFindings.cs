using ImageGuard.Model;
using Microsoft.CodeAnalysis;

namespace ImageGuard.Analyzers.Overlap;

/// <summary>Receives what a walk over a body finds. The same pair may be found more than once.</summary>
internal interface IFlowFindings
{
    /// <summary>The later operation can start while the earlier one runs, and they break a rule together.</summary>
    void Overlap(Rule rule, Flight earlier, Flight later);

    /// <summary>Nobody waits for an operation.</summary>
    /// <param name="flight">The operation.</param>
    /// <param name="at">The call whose task is dropped, or the operation itself.</param>
    /// <param name="reason">Why not, as a clause.</param>
    void NotAwaited(Flight flight, SyntaxNode at, string reason);
}
