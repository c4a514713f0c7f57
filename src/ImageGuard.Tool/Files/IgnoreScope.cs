namespace ImageGuard.Tool.Files;

/// <summary>A folder with an ignore file, within those of the folders above: what the nearest file says goes before.</summary>
internal sealed class IgnoreScope
{
    /// <summary>How ignore files are called.</summary>
    public const string FileName = ".gitignore";

    private readonly string _folder;
    private readonly IgnoreRules _rules;
    private readonly IgnoreScope? _outer;

    private IgnoreScope(string folder, IgnoreRules rules, IgnoreScope? outer)
    {
        _folder = folder;
        _rules = rules;
        _outer = outer;
    }

    /// <summary>What counts in a folder that a search begins with: the ignore files of the work tree around it.</summary>
    public static IgnoreScope? Around(string folder)
    {
        if (WorkTree.RootOf(folder) is not { } root)
        {
            return null;
        }

        IgnoreScope? scope = null;
        var exclude = Path.Combine(root, ".git", "info", "exclude");
        if (File.Exists(exclude))
        {
            scope = new IgnoreScope(root, IgnoreRules.OfGit(File.ReadLines(exclude)), scope);
        }

        for (var at = root; at != folder;)
        {
            scope = Enter(at, scope);
            var rest = folder.AsSpan(at.Length).TrimStart('/');
            at = $"{at.TrimEnd('/')}/{(rest.IndexOf('/') is >= 0 and var end ? rest[..end] : rest)}";
        }

        return scope;
    }

    /// <summary>What counts in a folder, its own ignore file included.</summary>
    public static IgnoreScope? Enter(string folder, IgnoreScope? outer)
    {
        var file = Path.Combine(folder, FileName);
        return File.Exists(file) ? new IgnoreScope(folder, IgnoreRules.OfGit(File.ReadLines(file)), outer) : outer;
    }

    /// <summary>Whether a path in the folder is ignored.</summary>
    public bool Ignores(string fullPath, bool isFolder)
    {
        for (var scope = this; scope is not null; scope = scope._outer)
        {
            if (scope._rules.Decide(fullPath.AsSpan(scope._folder.Length).TrimStart('/'), isFolder) is { } isIgnored)
            {
                return isIgnored;
            }
        }

        return false;
    }
}
