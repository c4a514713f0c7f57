namespace ImageGuard.Scripts;

/// <summary>What the linter has to say of a file.</summary>
/// <param name="Findings">The findings, in the order of their places.</param>
/// <param name="Problems">What could not be read.</param>
public sealed record ScriptReport(IReadOnlyList<ScriptFinding> Findings, IReadOnlyList<ScriptProblem> Problems)
{
    /// <summary>Of a file with nothing to say about.</summary>
    public static ScriptReport Nothing { get; } = new([], []);
}
