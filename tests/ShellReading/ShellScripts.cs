using ImageGuard.Scripts;

namespace ShellReading;

/// <summary>The scripts in a folder.</summary>
internal static class ShellScripts
{
    private const int LongestFile = 1 << 20;

    public static IEnumerable<ScriptFile> In(string folder) =>
        Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
            .Order(StringComparer.Ordinal)
            .Where(path => new FileInfo(path).Length is > 0 and < LongestFile)
            .Where(path => ScriptLinter.Reads(path, FirstLine(path)))
            .Select(path => new ScriptFile(path, File.ReadAllText(path)));

    private static string FirstLine(string path)
    {
        using var reader = new StreamReader(path);
        var start = new char[80];
        var length = reader.ReadBlock(start);
        return new string(start, 0, length).Split('\n')[0];
    }
}
