using System.Globalization;
using System.Text;

namespace ImageGuard.Scripts.Tests;

/// <summary>Whole scripts, labelled by hand in Scripts.txt: what is wrong in them, in which lines, and nothing else.</summary>
public class LintTests
{
    public static TheoryData<string, string, string> Table()
    {
        var rows = new TheoryData<string, string, string>();
        using var stream = typeof(LintTests).Assembly.GetManifestResourceStream("Scripts.txt")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        string? title = null;
        var expected = "";
        var script = new StringBuilder();
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith("=== ", StringComparison.Ordinal))
            {
                script.Append(line).Append('\n');
                continue;
            }

            AddRow();
            var colon = line.LastIndexOf(" : ", StringComparison.Ordinal);
            (title, expected) = (line[4..colon], line[(colon + 3)..].Trim());
            script.Clear();
        }

        AddRow();
        return rows;

        void AddRow()
        {
            if (title is not null)
            {
                rows.Add(title, script.ToString(), expected);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Table))]
    public void A_script_is_judged(string title, string script, string expected)
    {
        Assert.NotEmpty(title);
        Assert.Equal(expected, Describe(script));
    }

    /// <summary>What a fix takes out is no longer found, and all else still is.</summary>
    [Theory]
    [MemberData(nameof(Table))]
    public void A_fix_mends_what_it_is_offered_for(string title, string script, string expected)
    {
        Assert.NotNull(title);
        Assert.NotNull(expected);
        foreach (var (finding, _, fix) in Lint(script).Findings)
        {
            if (fix is not null)
            {
                var mended = Lint(script.Remove(fix.Span.Start, fix.Span.Length).Insert(fix.Span.Start, fix.NewText));
                Assert.Equal(Count(Lint(script), finding.Rule.Id) - 1, Count(mended, finding.Rule.Id));
            }
        }
    }

    private static int Count(ScriptReport report, string rule) => report.Findings.Count(found => found.Finding.Rule.Id == rule);

    private static ScriptReport Lint(string script) => ScriptLinter.Lint(new ScriptFile("script.sh", script));

    /// <summary>IMG103 and IMG303 are off by default, and told only where a row asks for them by its title.</summary>
    private static string Describe(string script)
    {
        var file = new ScriptFile("script.sh", script);
        var report = ScriptLinter.Lint(file);
        var found = report.Findings
            .Where(found => found.Finding.Rule.Id is not ("IMG103" or "IMG303") || script.Contains("# with " + found.Finding.Rule.Id, StringComparison.Ordinal))
            .Select(found => string.Create(CultureInfo.InvariantCulture, $"{found.Finding.Rule.Id}@{file.LineAt(found.Finding.Span.Start)}"))
            .Concat(report.Problems.Select(problem => string.Create(CultureInfo.InvariantCulture, $"problem@{file.LineAt(problem.Span.Start)}")));
        return string.Join(' ', found) is { Length: > 0 } text ? text : "-";
    }
}
