namespace ImageGuard.Tool.Files;

/// <summary>The git work tree around a folder. Paths in reports and baselines count from its root, wherever the tool was started.</summary>
internal static class WorkTree
{
    /// <summary>The root of the work tree that a folder lies in, or null.</summary>
    public static string? RootOf(string folder)
    {
        for (var at = Path.GetFullPath(folder); at is not null; at = Path.GetDirectoryName(at))
        {
            if (Path.Exists(Path.Combine(at, ".git")))
            {
                return SlashPath.Full(at);
            }
        }

        return null;
    }
}
