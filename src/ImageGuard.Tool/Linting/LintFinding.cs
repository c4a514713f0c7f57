using ImageGuard.Model;

namespace ImageGuard.Tool.Linting;

/// <summary>A finding as it is reported.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Severity">How loudly it speaks here.</param>
/// <param name="Place">The place.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Related">The other places that belong to it, the other end of an overlap first.</param>
/// <param name="Fix">The edit that mends it, or null.</param>
internal sealed record LintFinding(
    Rule Rule, RuleSeverity Severity, Place Place, string Message, IReadOnlyList<Place> Related, TextEdit? Fix)
{
    /// <summary>Knows it again when lines have moved; see <see cref="Fingerprints"/>.</summary>
    public string Fingerprint { get; init; } = "";
}

/// <summary>A replacement of one stretch of a file.</summary>
/// <param name="Title">What it does, as an order.</param>
/// <param name="Place">The stretch.</param>
/// <param name="NewText">What stands there afterwards.</param>
internal sealed record TextEdit(string Title, Place Place, string NewText);

/// <summary>What could not be linted, said once a file; or a comment that disables a rule in vain.</summary>
/// <param name="Path">The file, as the user would write it.</param>
/// <param name="Line">The line, or null where it is the file.</param>
/// <param name="Reason">Why, as a clause.</param>
internal sealed record LintProblem(string Path, int? Line, string Reason);
