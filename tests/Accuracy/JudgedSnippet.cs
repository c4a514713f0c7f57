namespace ImageGuard;

/// <summary>A labelled piece of code or script, and how what was found in it differs from its label.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="About">The rule that its label is about.</param>
/// <param name="Broken">The rules that it breaks.</param>
/// <param name="Missed">Those of them that were not found.</param>
/// <param name="Flagged">The rules that were reported without reason.</param>
internal sealed record JudgedSnippet(
    string Title, string About, IReadOnlyList<string> Broken, IReadOnlyList<string> Missed, IReadOnlyList<string> Flagged);
