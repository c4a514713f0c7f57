using System.Text.RegularExpressions;
using ImageGuard.Model;

namespace ImageGuard.Scripts.Linting;

/// <summary>The fix that turns a forced removal into the tool's own, which waits for others and says what stands against it.</summary>
internal static class GuardedRemoval
{
    private static readonly Regex Docker = new(@"^docker[ \t]+(?:rmi|image[ \t]+(?:rm|remove))(?=[ \t])", RegexOptions.CultureInvariant);

    private static readonly Regex Option = new(@"(?:^|\s)-", RegexOptions.CultureInvariant);

    /// <summary>The edit, or null where the command is not docker's, is not written in one place, or has options that the tool has not.</summary>
    /// <param name="file">The file.</param>
    /// <param name="removal">The removal.</param>
    /// <param name="cut">The fix that takes its force out.</param>
    public static ScriptFix? Of(ScriptFile file, ImageOperation removal, ScriptFix? cut)
    {
        if (cut is null || removal.Kind != ImageOperationKind.Remove || !ReferenceEquals(removal.Span.Document, file))
        {
            return null;
        }

        var text = file.Text.Substring(removal.Span.Start, removal.Span.Length);
        var command = Docker.Match(text);
        var force = cut.Span.Start - removal.Span.Start;
        if (!command.Success || force < command.Length)
        {
            return null;
        }

        // The cut may take along the blank behind the command.
        var operands = text.Remove(force, Math.Min(cut.Span.Length, text.Length - force)).Substring(command.Length).TrimEnd();
        return !Option.IsMatch(operands) ? new ScriptFix("Use imageguard rm", removal.Span, $"imageguard rm{Separated(operands)}") : null;
    }

    /// <summary>The cut may have taken the blank before the operands along.</summary>
    private static string Separated(string operands) => operands.Length == 0 || char.IsWhiteSpace(operands[0]) ? operands : " " + operands;
}
