namespace ImageGuard.Tool.Files;

/// <summary>The patterns of one ignore file, which count for what lies in its folder. Of several that match, the last one decides.</summary>
internal sealed class IgnoreRules
{
    private readonly List<IgnoreRule> _rules;

    private IgnoreRules(IEnumerable<IgnoreRule> rules) => _rules = [.. rules];

    /// <summary>Reads a <c>.gitignore</c>: a pattern without a slash counts in every folder.</summary>
    public static IgnoreRules OfGit(IEnumerable<string> lines) => new(lines.Select(IgnoreRule.OfGit).OfType<IgnoreRule>());

    /// <summary>Reads a <c>.dockerignore</c>: every pattern counts from the context's root on.</summary>
    public static IgnoreRules OfDocker(IEnumerable<string> lines) => new(lines.Select(IgnoreRule.OfDocker).OfType<IgnoreRule>());

    /// <summary>Whether any pattern brings something back.</summary>
    public bool HasExceptions => _rules.Exists(rule => rule.IsException);

    /// <summary>True where a path is ignored, false where it is taken back, null where no pattern speaks of it.</summary>
    /// <param name="path">From the folder of the ignore file on, written with slashes.</param>
    /// <param name="isFolder">Whether it is a folder.</param>
    public bool? Decide(ReadOnlySpan<char> path, bool isFolder)
    {
        for (var i = _rules.Count - 1; i >= 0; i--)
        {
            if (_rules[i].Matches(path, isFolder))
            {
                return !_rules[i].IsException;
            }
        }

        return null;
    }
}
