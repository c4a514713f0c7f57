namespace ImageGuard.Tool.Files;

/// <summary>One line of an ignore file.</summary>
internal sealed class IgnoreRule
{
    private readonly Glob _glob;
    private readonly bool _isForFolders;
    private readonly bool _isForNames;

    private IgnoreRule(string pattern, bool isException, bool isForFolders, bool isForNames)
    {
        _glob = new Glob(pattern);
        IsException = isException;
        _isForFolders = isForFolders;
        _isForNames = isForNames;
    }

    /// <summary>Whether it takes back what an earlier line ignores.</summary>
    public bool IsException { get; }

    /// <summary>A line of a <c>.gitignore</c>; null where it says nothing.</summary>
    public static IgnoreRule? OfGit(string line)
    {
        var pattern = WithoutTrailingBlanks(line.TrimEnd('\r'));
        if (pattern.Length == 0 || pattern[0] == '#')
        {
            return null;
        }

        var isException = pattern[0] == '!';
        pattern = isException ? pattern[1..] : pattern;
        var isForFolders = pattern.EndsWith('/');
        pattern = isForFolders ? pattern[..^1] : pattern;
        var isForNames = !pattern.Contains('/', StringComparison.Ordinal);
        pattern = pattern.TrimStart('/');
        return pattern.Length == 0 ? null : new IgnoreRule(pattern, isException, isForFolders, isForNames);
    }

    /// <summary>A line of a <c>.dockerignore</c>; null where it says nothing.</summary>
    public static IgnoreRule? OfDocker(string line)
    {
        var pattern = line.Trim();
        if (pattern.Length == 0 || pattern[0] == '#')
        {
            return null;
        }

        var isException = pattern[0] == '!';
        pattern = (isException ? pattern[1..] : pattern).Trim('/', ' ');
        pattern = pattern.StartsWith("./", StringComparison.Ordinal) ? pattern[2..] : pattern;
        return pattern.Length == 0 ? null : new IgnoreRule(pattern, isException, isForFolders: false, isForNames: false);
    }

    /// <summary>Whether it speaks of a path.</summary>
    public bool Matches(ReadOnlySpan<char> path, bool isFolder) =>
        (isFolder || !_isForFolders) && _glob.Matches(_isForNames ? path[(path.LastIndexOf('/') + 1)..] : path);

    /// <summary>A blank at the end counts only behind a backslash.</summary>
    private static string WithoutTrailingBlanks(string line)
    {
        var end = line.Length;
        while (end > 0 && line[end - 1] == ' ' && (end < 2 || line[end - 2] != '\\'))
        {
            end--;
        }

        return line[..end];
    }
}
