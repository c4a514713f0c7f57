using System.Globalization;

namespace ImageGuard.Verification;

/// <summary>Compares the files that a container sees with those that its layers were made of.</summary>
internal static class FileComparison
{
    /// <summary>What engines put into every container before they start it.</summary>
    private static readonly string[] MadeByEngine =
        [".dockerenv", "etc/hostname", "etc/hosts", "etc/mtab", "etc/resolv.conf", "run/.containerenv"];

    private static readonly string[] FoldersOfEngine = ["dev/", "proc/", "sys/"];

    /// <summary>Finds what differs.</summary>
    /// <param name="expected">The layers' files.</param>
    /// <param name="actual">The container's files.</param>
    /// <returns>The number of the layer that is to blame, and a clause that says what is wrong.</returns>
    public static IEnumerable<(int Layer, string Problem)> Compare(FileTree expected, FileTree actual)
    {
        foreach (var (file, layer) in expected.Files().Where(entry => IsCompared(entry.File.Path)))
        {
            if (Difference(file, actual.Find(file.Path)) is { } difference)
            {
                yield return (layer, $"{file.Path} {difference}");
            }
        }

        // Engines add files of their own, so only what a layer takes away is missed in its absence.
        foreach (var (path, layer) in expected.Removed)
        {
            if (IsCompared(path) && expected.Find(path) is null && actual.Find(path) is not (null or { Type: FileType.Folder }))
            {
                yield return (layer, $"{path} is there although this layer takes it away");
            }
        }
    }

    private static bool IsCompared(string path) =>
        !MadeByEngine.Contains(path) && !FoldersOfEngine.Any(folder => path.StartsWith(folder, StringComparison.Ordinal));

    private static string? Difference(LayerFile expected, LayerFile? actual)
    {
        if (expected.Type == FileType.Special)
        {
            return null;
        }

        if (actual is null)
        {
            return "is missing";
        }

        if (actual.Type != expected.Type)
        {
            return $"is a {Word(actual.Type)} instead of a {Word(expected.Type)}";
        }

        return expected.Type switch
        {
            FileType.SymbolicLink when actual.Target != expected.Target => $"points to {actual.Target} instead of {expected.Target}",
            FileType.File when actual.Size != expected.Size => SizeDifference(expected.Size, actual.Size),
            FileType.File when actual.Content != expected.Content => "has another content",
            _ => null,
        };
    }

    private static string SizeDifference(long expected, long actual) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(actual == 0 ? "is empty" : $"has {actual} bytes")} instead of {(expected == 0 ? "empty" : $"{expected} bytes")}");

    private static string Word(FileType type) => type switch
    {
        FileType.Folder => "folder",
        FileType.SymbolicLink => "link",
        FileType.File => "file",
        _ => "special file",
    };
}
