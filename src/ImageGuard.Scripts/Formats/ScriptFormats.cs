namespace ImageGuard.Scripts.Formats;

/// <summary>The kinds of files that hold scripts.</summary>
internal static class ScriptFormats
{
    private static readonly IScriptFormat[] All = [new ShellFormat()];

    /// <summary>The format of a file, or null where it holds no scripts.</summary>
    public static IScriptFormat? Of(string path, string firstLine) => Array.Find(All, format => format.Claims(path, firstLine));
}
