using System.Text.Json;
using ImageGuard.Model;
using ImageGuard.Tool.Linting;
using ImageGuard.Tool.Reports;
using NJsonSchema;

namespace ImageGuard.Tool.Tests.Commands;

/// <summary>What a report does with findings that have another end and a fix.</summary>
public sealed class ReportTests
{
    private static readonly LintedFile File = new("/w/a.sh", "a.sh", "docker pull a &\ndocker rmi -f a\n");

    private static readonly LintResult Result = new(
        [
            new LintFinding(
                Rules.CreationBesideRemoval,
                RuleSeverity.Warning,
                new Place(File, 16, 15),
                "both at once",
                [new Place(File, 0, 13)],
                new TextEdit("Remove -f", new Place(File, 27, 3), "")),
        ],
        [new LintProblem("b.sh", 7, "the quote is never closed")],
        FileCount: 2);

    [Fact]
    public void The_text_shows_both_ends_the_fix_and_what_could_not_be_read() => Assert.Equal(
        """
        a.sh:2:1: warning IMG201: both at once
            2 | docker rmi -f a
              | ^^^^^^^^^^^^^^^
          with a.sh:1:1
            1 | docker pull a &
              | ^^^^^^^^^^^^^
          fix  Remove -f (--fix)
          help https://github.com/imageguard/imageguard/blob/main/docs/rules/IMG201.md

        b.sh:7: problem: the quote is never closed
        1 finding in 2 files: 1 warning, 0 info.

        """.ReplaceLineEndings("\n"),
        Write(new TextReport(isColoured: false)));

    [Fact]
    public async Task The_log_has_both_ends_and_the_fix()
    {
        var text = Write(new SarifReport("/w"));
        using var log = JsonDocument.Parse(text);
        var result = log.RootElement.GetProperty("runs")[0].GetProperty("results")[0];
        var related = result.GetProperty("relatedLocations")[0].GetProperty("physicalLocation");
        var change = result.GetProperty("fixes")[0].GetProperty("artifactChanges")[0];

        Assert.Equal(1, related.GetProperty("region").GetProperty("startLine").GetInt32());
        Assert.Equal("a.sh", change.GetProperty("artifactLocation").GetProperty("uri").GetString());
        Assert.Equal(12, change.GetProperty("replacements")[0].GetProperty("deletedRegion").GetProperty("startColumn").GetInt32());

        using var reader = new StreamReader(typeof(ReportTests).Assembly.GetManifestResourceStream("sarif-2.1.0.json")!);
        Assert.Empty((await JsonSchema.FromJsonAsync(await reader.ReadToEndAsync())).Validate(text));
    }

    private static string Write(IReport report)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        report.Write(Result, writer);
        return writer.ToString();
    }
}
