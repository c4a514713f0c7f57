using System.Globalization;

namespace ImageGuard.Scripts.Tests;

/// <summary>A shell script of Scripts.txt with a reviewer's verdict on it, written before the linter saw it.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Text">The script.</param>
/// <param name="Expected">What has to be found, each as rule and line: <c>IMG101@2</c>.</param>
/// <param name="About">The rule that the verdict is about.</param>
public sealed record LabelledScript(string Title, string Text, IReadOnlyList<string> Expected, string About)
{
    private const string Mark = "=== ";

    /// <summary>Every script: a line <c>=== title : findings</c> and the script below it.</summary>
    public static IReadOnlyList<LabelledScript> All { get; } =
    [
        .. from text in Repository.Read("tests/ImageGuard.Scripts.Tests/Scripts.txt").Split("\n" + Mark).Skip(1)
           let lines = text.Split('\n', 2)
           let colon = lines[0].LastIndexOf(" : ", StringComparison.Ordinal)
           select Create(lines[0][..colon], lines[0][(colon + 3)..].Split(' '), lines[1].TrimEnd('\n') + "\n"),
    ];

    /// <summary>What the linter finds, and what it cannot read. IMG103 and IMG303 are off by default, and told only where a script asks for them.</summary>
    public IReadOnlyList<string> Found
    {
        get
        {
            var file = new ScriptFile("script.sh", Text);
            var report = ScriptLinter.Lint(file);
            return
            [
                .. report.Findings
                    .Where(found => found.Finding.Rule.Id is not ("IMG103" or "IMG303") || Text.Contains("# with " + found.Finding.Rule.Id, StringComparison.Ordinal))
                    .Select(found => At(found.Finding.Rule.Id, found.Finding.Span.Start)),
                .. report.Problems.Select(problem => At("problem", problem.Span.Start)),
            ];

            string At(string what, int offset) => string.Create(CultureInfo.InvariantCulture, $"{what}@{file.LineAt(offset)}");
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Title;

    private static LabelledScript Create(string title, string[] label, string text) => label[0] == "-"
        ? new LabelledScript(title, text, [], label.ElementAtOrDefault(1) ?? "IMG101")
        : new LabelledScript(title, text, label, label[0].Split('@')[0]);
}
