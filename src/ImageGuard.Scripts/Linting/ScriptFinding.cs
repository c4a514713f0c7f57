using ImageGuard.Model;

namespace ImageGuard.Scripts;

/// <summary>A finding in a script file.</summary>
/// <param name="Finding">The rule, the place and what the message is filled with.</param>
/// <param name="Related">The other places that belong to it: the other end of an overlap first.</param>
/// <param name="Fix">The edit that mends it, or null where none is safe.</param>
public sealed record ScriptFinding(Finding Finding, IReadOnlyList<SourceSpan> Related, ScriptFix? Fix)
{
    /// <summary>Another edit that mends it, by the tool's own command; or null.</summary>
    public ScriptFix? GuardedFix { get; init; }
}
