namespace ImageGuard.Scripts.Tests;

/// <summary>Whole scripts, labelled by hand in Scripts.txt: what is wrong in them, in which lines, and nothing else.</summary>
public class LintTests
{
    public static TheoryData<LabelledScript> Scripts => [.. LabelledScript.All];

    [Theory]
    [MemberData(nameof(Scripts))]
    public void A_script_is_judged(LabelledScript labelled) => Assert.Equal(labelled.Expected, labelled.Found);

    /// <summary>What a fix takes out is no longer found, and all else still is.</summary>
    [Theory]
    [MemberData(nameof(Scripts))]
    public void A_fix_mends_what_it_is_offered_for(LabelledScript labelled)
    {
        var report = Lint(labelled.Text);
        foreach (var (finding, _, fix) in report.Findings)
        {
            if (fix is not null)
            {
                var mended = Lint(labelled.Text.Remove(fix.Span.Start, fix.Span.Length).Insert(fix.Span.Start, fix.NewText));
                Assert.Equal(Count(report, finding.Rule.Id) - 1, Count(mended, finding.Rule.Id));
            }
        }
    }

    private static int Count(ScriptReport report, string rule) => report.Findings.Count(found => found.Finding.Rule.Id == rule);

    private static ScriptReport Lint(string script) => ScriptLinter.Lint(new ScriptFile("script.sh", script));
}
