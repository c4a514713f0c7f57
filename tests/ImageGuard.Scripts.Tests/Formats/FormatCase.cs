using System.Text;

namespace ImageGuard.Scripts.Tests.Formats;

/// <summary>A file with a reviewer's verdict on it, written before a reader saw it.</summary>
/// <param name="Format">The name of the file of cases that it is from.</param>
/// <param name="Label">What it is: <c>wrong</c>, <c>look-alike</c> or <c>safe</c>.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Path">The path of the file.</param>
/// <param name="Text">Its text, without the marks.</param>
/// <param name="Findings">What has to be found, each as rule, line, column and the text that is marked.</param>
public sealed record FormatCase(string Format, string Label, string Title, string Path, string Text, IReadOnlyList<string> Findings)
{
    private const string CaseMark = "=== ";

    private const string PathMark = "--- ";

    /// <summary>
    /// Every case of every <c>.cases</c> file: a line <c>=== label: title</c>, a line <c>--- path</c>, and the file. In it, what has to be found stands in
    /// marks with its rule before it: <c>«IMG101 -f»</c>.
    /// </summary>
    public static IReadOnlyList<FormatCase> All { get; } =
    [
        .. from file in Directory.EnumerateFiles(RepositoryRoot.At("tests/ImageGuard.Scripts.Tests/Formats/Cases"), "*.cases").Order(StringComparer.Ordinal)
           from text in ("\n" + File.ReadAllText(file).ReplaceLineEndings("\n")).Split("\n" + CaseMark).Skip(1)
           select Parse(System.IO.Path.GetFileNameWithoutExtension(file), text),
    ];

    public bool IsWrong => Label == "wrong";

    /// <inheritdoc/>
    public override string ToString() => $"{Format}: {Title}";

    private static FormatCase Parse(string format, string text)
    {
        var lines = text.Split('\n', 3);
        var colon = lines[0].IndexOf(": ", StringComparison.Ordinal);
        var findings = new List<string>();
        return new FormatCase(
            format, lines[0][..colon], lines[0][(colon + 2)..], lines[1][PathMark.Length..], Unmarked(lines[2], findings), findings);
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
