namespace ImageGuard.Scripts.Formats;

/// <summary>The kinds of files that hold scripts.</summary>
internal static class ScriptFormats
{
    private static readonly IScriptFormat[] All =
    [
        new ShellFormat(),
        new YamlFormat(),
        new DockerfileFormat(),
        new MakefileFormat(),
        new MSBuildFormat(),
        new PackageJsonFormat(),
        new WholeFileFormat(ShellDialect.PowerShell, ".ps1", ".psm1"),
        new WholeFileFormat(ShellDialect.Cmd, ".cmd", ".bat"),
    ];

    /// <summary>The format of a file, or null where it holds no scripts.</summary>
    public static IScriptFormat? Of(string path, string firstLine) => Array.Find(All, format => format.Claims(path, firstLine));
}
