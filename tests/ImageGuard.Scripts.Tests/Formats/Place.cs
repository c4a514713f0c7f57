using ImageGuard.Model;

namespace ImageGuard.Scripts.Tests.Formats;

/// <summary>A finding as a compiler would print it.</summary>
internal static class Place
{
    public static string Describe(string rule, string text, int start, string content)
    {
        var before = text[..start];
        return $"{rule} {before.Count(character => character == '\n') + 1}:{start - before.LastIndexOf('\n')} {content.ReplaceLineEndings("\n")}";
    }

    public static string Describe(Finding finding)
    {
        var text = ((ScriptFile)finding.Span.Document).Text;
        return Describe(finding.Rule.Id, text, finding.Span.Start, text.Substring(finding.Span.Start, finding.Span.Length));
    }
}
