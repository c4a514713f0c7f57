using System.Formats.Tar;
using ImageGuard.Tool.Files;

namespace ImageGuard.Tool.Guarding;

/// <summary>Packs a folder as the context of a build, without what its <c>.dockerignore</c> names.</summary>
internal static class BuildContext
{
    /// <summary>The context in a temporary file, which goes when it is closed; the guard looks into it for the bases.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="dockerfile">The Dockerfile's path from the folder on; it is packed whatever is ignored.</param>
    /// <exception cref="IOException">The folder, or a file in it, cannot be read.</exception>
    public static Stream Pack(string folder, string dockerfile)
    {
        if (!File.Exists(Path.Combine(folder, dockerfile)))
        {
            throw new IOException($"{Path.Combine(folder, dockerfile)}: there is no such file. Name the Dockerfile with --file.");
        }

        var ignoreFile = Path.Combine(folder, ".dockerignore");
        var ignored = IgnoreRules.OfDocker(File.Exists(ignoreFile) ? File.ReadAllLines(ignoreFile) : []);
        var file = new FileStream(
            Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, bufferSize: 1 << 16, FileOptions.DeleteOnClose);
        using (var archive = new TarWriter(file, TarEntryFormat.Pax, leaveOpen: true))
        {
            Add(archive, ignored, folder, prefix: "", isIgnored: false, dockerfile.Replace('\\', '/'));
        }

        file.Position = 0;
        return file;
    }

    private static void Add(TarWriter archive, IgnoreRules rules, string folder, string prefix, bool isIgnored, string dockerfile)
    {
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos().OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            var path = prefix + entry.Name;
            var isFolder = entry is DirectoryInfo && entry.LinkTarget is null;
            var isOut = rules.Decide(path, isFolder) ?? isIgnored;
            if (!isOut || path == dockerfile)
            {
                archive.WriteEntry(entry.FullName, path);
            }

            // In a folder that is left out, something may be taken back, or lie that the build is made by.
            if (isFolder && (!isOut || rules.HasExceptions || dockerfile.StartsWith(path + '/', StringComparison.Ordinal)))
            {
                Add(archive, rules, entry.FullName, path + '/', isOut, dockerfile);
            }
        }
    }
}
