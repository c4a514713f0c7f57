using ImageGuard.Model;

namespace ImageGuard.Scripts.Linting;

/// <summary>The fix that takes one option out of a command and leaves the rest to the letter.</summary>
internal static class OptionCut
{
    /// <summary>The edit, or null where the option is not written in the command itself.</summary>
    public static ScriptFix? Of(ScriptFile file, SourceSpan? option)
    {
        if (option is not { } span || !ReferenceEquals(span.Document, file))
        {
            return null;
        }

        var text = file.Text.Substring(span.Start, span.Length);
        var isWord = text.TrimStart('"', '\'', '\\').StartsWith("-", StringComparison.Ordinal);
        var isLetter = text.Length == 1 && char.IsLetter(text[0]);
        var isParameter = text.Contains("force=") && !isWord;
        if (text.Contains('$') || !(isWord || isLetter || isParameter))
        {
            return null;
        }

        var (start, end) = (span.Start, span.Start + span.Length);
        if (isWord && IsBlank(file.Text, end))
        {
            end++;
        }
        else if (isWord && IsBlank(file.Text, start - 1))
        {
            start--;
        }

        return new ScriptFix($"Remove {(isLetter ? "-" + text : text)}", new SourceSpan(file, start, end - start), NewText: "");
    }

    private static bool IsBlank(string text, int offset) => offset >= 0 && offset < text.Length && text[offset] is ' ' or '\t';
}
