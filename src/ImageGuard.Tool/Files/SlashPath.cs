namespace ImageGuard.Tool.Files;

/// <summary>Paths written with slashes on every system, as ignore files, reports and baselines write them.</summary>
internal static class SlashPath
{
    /// <summary>The full path.</summary>
    public static string Full(string path) => WithSlashes(Path.GetFullPath(path));

    /// <summary>The path from a folder on.</summary>
    public static string Relative(string folder, string path) => WithSlashes(Path.GetRelativePath(folder, path));

    private static string WithSlashes(string path) =>
        Path.DirectorySeparatorChar == '/' ? path : path.Replace(Path.DirectorySeparatorChar, '/');
}
