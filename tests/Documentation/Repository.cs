namespace ImageGuard.Documentation.Tests;

/// <summary>The files of this repository, as they lie in the work tree.</summary>
internal static class Repository
{
    private static readonly string Root = FindRoot();

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path)).ReplaceLineEndings("\n");

    public static IEnumerable<string> NamesIn(string folder, string pattern) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), pattern).Select(path => Path.GetFileNameWithoutExtension(path)).Order();

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Analyzers.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not lie in a work tree of the repository.");
        }

        return folder.FullName;
    }
}
