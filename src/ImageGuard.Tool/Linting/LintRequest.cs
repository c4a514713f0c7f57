namespace ImageGuard.Tool.Linting;

/// <summary>What the user wants to have linted.</summary>
internal sealed record LintRequest
{
    /// <summary>Files, folders, projects and solutions.</summary>
    public required IReadOnlyList<string> Paths { get; init; }

    /// <summary>Patterns of what is left out.</summary>
    public IReadOnlyList<string> Excludes { get; init; } = [];

    /// <summary>The only rules to report; empty for all.</summary>
    public IReadOnlyList<string> Rules { get; init; } = [];

    /// <summary>Whether fixes are to use the tool's own commands where they can.</summary>
    public bool FixesUseGuard { get; init; }

    /// <summary>Mends what it can before the rest is reported; null where nothing is to be mended.</summary>
    public Fixer? Fixer { get; init; }
}
