using ImageGuard.Model;

namespace ImageGuard.Scripts;

/// <summary>An edit that mends a finding: one stretch of text is replaced, the rest stays to the letter.</summary>
/// <param name="Title">What it does, as an order: "Remove -f".</param>
/// <param name="Span">The stretch that is replaced.</param>
/// <param name="NewText">What stands there afterwards.</param>
public sealed record ScriptFix(string Title, SourceSpan Span, string NewText);
