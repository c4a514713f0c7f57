namespace ImageGuard.Scripts.Formats;

/// <summary>The kinds of files that hold scripts.</summary>
internal static class ScriptFormats
{
    private static readonly ShellFormat Shell = new();

    /// <summary>Every format; the first that a file's name fits has it.</summary>
    public static IReadOnlyList<IScriptFormat> All { get; } =
    [
        Shell,
        new YamlFormat(),
        new DockerfileFormat(),
        new MakefileFormat(),
        new MSBuildFormat(),
        new PackageJsonFormat(),
        new WholeFileFormat(ShellDialect.PowerShell, ".ps1", ".psm1"),
        new WholeFileFormat(ShellDialect.Cmd, ".cmd", ".bat"),
    ];

    /// <summary>The format of a file, by its name or else by its first line, or null where it holds no scripts.</summary>
    public static IScriptFormat? Of(string path, string firstLine)
    {
        var name = Path.GetFileName(path).ToLowerInvariant();
        return All.FirstOrDefault(format => format.Files.Match(name)) ?? (ShellFormat.IsShellShebang(firstLine) ? Shell : null);
    }
}
