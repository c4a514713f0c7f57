namespace ImageGuard;

/// <summary>The files of this repository, as they lie in the work tree.</summary>
internal static class Repository
{
    public static string Read(string path) => File.ReadAllText(RepositoryRoot.At(path)).ReplaceLineEndings("\n");

    public static void Write(string path, string text) => File.WriteAllText(RepositoryRoot.At(path), text);

    public static IEnumerable<string> NamesIn(string folder, string pattern) =>
        Directory.EnumerateFiles(RepositoryRoot.At(folder), pattern).Select(path => Path.GetFileNameWithoutExtension(path)).Order();
}
