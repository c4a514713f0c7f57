namespace ImageGuard.Model;

/// <summary>A place that breaks a rule.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Span">The place.</param>
/// <param name="Arguments">What the rule's message is filled with.</param>
public sealed record Finding(Rule Rule, SourceSpan Span, params string[] Arguments);
