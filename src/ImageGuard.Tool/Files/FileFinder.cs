using System.IO.Enumeration;

namespace ImageGuard.Tool.Files;

/// <summary>A file to lint.</summary>
/// <param name="FullPath">Where it is, written with slashes.</param>
/// <param name="ShownPath">As the user would write it.</param>
/// <param name="IsNamed">Whether the user named it; else it was found in a folder.</param>
internal sealed record FoundFile(string FullPath, string ShownPath, bool IsNamed);

/// <summary>Finds the files to lint: those that are named, and in folders those that git does not ignore.</summary>
/// <param name="excludes">Patterns of files and folders to leave out; without a slash they count for names in every folder.</param>
internal sealed class FileFinder(IEnumerable<string> excludes)
{
    private readonly IgnoreRules _excludes = IgnoreRules.OfGit(excludes);

    /// <summary>The files, as they are found; the same order on every run.</summary>
    /// <param name="paths">Files and folders.</param>
    /// <exception cref="FileNotFoundException">A path does not exist.</exception>
    public IEnumerable<FoundFile> Find(IReadOnlyList<string> paths) => paths.FirstOrDefault(path => !Path.Exists(path)) is { } missing
        ? throw new FileNotFoundException($"{missing}: there is no such file or folder.")
        : paths.SelectMany(Find);

    private IEnumerable<FoundFile> Find(string path)
    {
        var (full, shown) = (SlashPath.Full(Path.TrimEndingDirectorySeparator(path)), ShownPathOf(path));
        if (Directory.Exists(full))
        {
            return Walk(full == "/" ? "" : full, PrefixOf(shown), IgnoreScope.Around(full));
        }

        return _excludes.Decide(shown, isFolder: false) is true ? [] : [new FoundFile(full, shown, IsNamed: true)];
    }

    private IEnumerable<FoundFile> Walk(string folder, string prefix, IgnoreScope? outer)
    {
        var entries = EntriesOf(folder);
        var scope = entries.Contains((IgnoreScope.FileName, false)) ? IgnoreScope.Enter(folder.Length == 0 ? "/" : folder, outer) : outer;
        var folders = new List<string>();
        foreach (var (name, isFolder) in entries)
        {
            var (full, shown) = ($"{folder}/{name}", prefix + name);
            if (name == ".git" || scope?.Ignores(full, isFolder) == true || _excludes.Decide(shown, isFolder) is true)
            {
                continue;
            }

            if (isFolder)
            {
                folders.Add(name);
            }
            else
            {
                yield return new FoundFile(full, shown, IsNamed: false);
            }
        }

        foreach (var file in folders.SelectMany(name => Walk($"{folder}/{name}", $"{prefix}{name}/", scope)))
        {
            yield return file;
        }
    }

    /// <summary>The entries of a folder, sorted; none of one that may not be read. Links are not followed: what they lead to is found where it lies.</summary>
    private static List<(string Name, bool IsFolder)> EntriesOf(string folder)
    {
        var entries = new FileSystemEnumerable<(string Name, bool IsFolder)>(
            folder + '/',
            (ref FileSystemEntry entry) => (entry.FileName.ToString(), entry.IsDirectory),
            new EnumerationOptions { AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Device, IgnoreInaccessible = true });
        var list = entries.ToList();
        list.Sort((x, y) => string.CompareOrdinal(x.Name, y.Name));
        return list;
    }

    /// <summary>What stands before the names in a folder: nothing for the current one.</summary>
    private static string PrefixOf(string shownPath) => shownPath.TrimEnd('/') switch
    {
        "." => "",
        "" => "/",
        var folder => folder + '/',
    };

    private static string ShownPathOf(string path)
    {
        var shown = path.Replace(Path.DirectorySeparatorChar, '/');
        return shown.StartsWith("./", StringComparison.Ordinal) && shown.Length > 2 ? shown[2..] : shown;
    }
}
