namespace ImageGuard.Tool.Linting;

/// <summary>What a run has found.</summary>
/// <param name="Findings">In the order of files and places.</param>
/// <param name="Problems">What could not be linted.</param>
/// <param name="FileCount">How many files were looked at.</param>
internal sealed record LintResult(IReadOnlyList<LintFinding> Findings, IReadOnlyList<LintProblem> Problems, int FileCount);
