using System.Text;
using ImageGuard.Model;

namespace ImageGuard.Scripts.Tests.Formats;

/// <summary>A file with a reviewer's verdict on it, written before a reader saw it.</summary>
/// <param name="Format">The name of the file of cases that it is from.</param>
/// <param name="Label">What it is: <c>wrong</c>, <c>look-alike</c> or <c>safe</c>.</param>
/// <param name="About">The rule that the label is about.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Path">The path of the file.</param>
/// <param name="Text">Its text, without the marks.</param>
/// <param name="Findings">What has to be found, each as rule, line, column and the text that is marked.</param>
public sealed record FormatCase(string Format, string Label, string About, string Title, string Path, string Text, IReadOnlyList<string> Findings)
{
    private const string CaseMark = "=== ";

    private const string PathMark = "--- ";

    /// <summary>
    /// Every case of every <c>.cases</c> file: a line <c>=== label: title</c>, a line <c>--- path</c>, and the file. In it, what has to be found stands in
    /// marks with its rule before it: <c>«IMG101 -f»</c>. A label that is about another rule than IMG101 names it: <c>=== safe IMG201: title</c>.
    /// </summary>
    public static IReadOnlyList<FormatCase> All { get; } =
    [
        .. from file in Directory.EnumerateFiles(RepositoryRoot.At("tests/ImageGuard.Scripts.Tests/Formats/Cases"), "*.cases").Order(StringComparer.Ordinal)
           from text in ("\n" + File.ReadAllText(file).ReplaceLineEndings("\n")).Split("\n" + CaseMark).Skip(1)
           select Parse(System.IO.Path.GetFileNameWithoutExtension(file), text),
    ];

    /// <summary>What is found, without the rules that are off by default where the case is not about them.</summary>
    /// <param name="text">The file's text, which a test may have written otherwise.</param>
    public IReadOnlyList<string> FindingsIn(string text) =>
    [
        .. ScriptLinter.Lint(new ScriptFile(Path, text)).Findings
            .Where(found => found.Finding.Rule.Severity != RuleSeverity.Off || found.Finding.Rule.Id == About)
            .Select(found => Place.Describe(found.Finding)),
    ];

    /// <inheritdoc/>
    public override string ToString() => $"{Format}: {Title}";

    private static FormatCase Parse(string format, string text)
    {
        var lines = text.Split('\n', 3);
        var colon = lines[0].IndexOf(": ", StringComparison.Ordinal);
        var label = lines[0][..colon].Split(' ');
        var findings = new List<string>();
        return new FormatCase(
            format, label[0], label.ElementAtOrDefault(1) ?? "IMG101", lines[0][(colon + 2)..], lines[1][PathMark.Length..], Unmarked(lines[2], findings), findings);
    }

    private static string Unmarked(string marked, List<string> findings)
    {
        var text = new StringBuilder();
        foreach (var piece in marked.Split('«'))
        {
            if (piece.IndexOf('»', StringComparison.Ordinal) is > 0 and var end)
            {
                var rule = piece[..piece.IndexOf(' ', StringComparison.Ordinal)];
                var content = piece[(rule.Length + 1)..end];
                findings.Add(Place.Describe(rule, text.ToString(), text.Length, content));
                text.Append(content).Append(piece, end + 1, piece.Length - end - 1);
            }
            else
            {
                text.Append(piece);
            }
        }

        return text.ToString();
    }
}
