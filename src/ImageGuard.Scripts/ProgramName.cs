namespace ImageGuard.Scripts;

/// <summary>The name by which a program is known, whatever its path.</summary>
internal static class ProgramName
{
    private const string WindowsExtension = ".exe";

    private static readonly char[] DirectorySeparators = ['/', '\\'];

    /// <summary>The file's name; where it ends in ".exe", without that and in lower case, since Windows ignores case.</summary>
    public static string Of(string program)
    {
        var name = program.Substring(program.LastIndexOfAny(DirectorySeparators) + 1);
        return name.EndsWith(WindowsExtension, StringComparison.OrdinalIgnoreCase)
            ? name.Substring(0, name.Length - WindowsExtension.Length).ToLowerInvariant()
            : name;
    }

    /// <summary>The name that a word gives, or null where it cannot be told; an unknown directory does not matter.</summary>
    public static string? Of(CommandWord word)
    {
        if (word.Text is { } text)
        {
            return Of(text);
        }

        var last = word.Parts[word.Parts.Count - 1].Text;
        return last is not null && last.LastIndexOfAny(DirectorySeparators) >= 0 ? Of(last) : null;
    }
}
