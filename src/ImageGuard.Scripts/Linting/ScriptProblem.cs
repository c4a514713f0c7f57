using ImageGuard.Model;

namespace ImageGuard.Scripts;

/// <summary>A stretch of a file that could not be read, the rest has been, said once a file; or a comment that disables a rule in vain.</summary>
/// <param name="Span">The stretch.</param>
/// <param name="Reason">Why, as a clause: "the quote is never closed".</param>
public sealed record ScriptProblem(SourceSpan Span, string Reason);
