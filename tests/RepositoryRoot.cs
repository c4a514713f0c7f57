namespace ImageGuard;

/// <summary>
/// The work tree of the repository that this has been built in. Looked for from the program on, for the compiler records no real paths in a
/// release build.
/// </summary>
internal static class RepositoryRoot
{
    /// <summary>The full path of the root, or of what lies there at a path.</summary>
    public static string At(params string[] path)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Analyzers.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("This does not run from within a work tree of the repository.");
        }

        return Path.Combine([folder.FullName, .. path]);
    }
}
