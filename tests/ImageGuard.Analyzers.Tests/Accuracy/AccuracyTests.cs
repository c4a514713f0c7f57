namespace ImageGuard.Analyzers.Tests.Accuracy;

/// <summary>How many of the labelled cases are judged as a reviewer would, and that docs/accuracy.md says so.</summary>
public sealed class AccuracyTests
{
    private const string Page = "docs/accuracy.md";

    private const string Begin = "<!-- from here: written by AccuracyTests -->\n";

    private const string End = "\n<!-- to here -->";

    [Fact]
    public async Task Each_case_can_be_judged()
    {
        var cases = await Accuracy.Cases.Value;

        Assert.All(cases, judged => Assert.True(!judged.Obstacles.Any(), $"{judged.Case.Rule}, {judged.Case.Title}: {string.Join("\n", judged.Obstacles)}"));
        Assert.True(cases.Count >= 250);
    }

    [Fact]
    public async Task Of_the_wrong_cases_97_percent_are_found_and_of_the_others_1_percent_is_flagged()
    {
        var table = new AccuracyTable(await Accuracy.Cases.Value);

        var below = table.Rows.Where(row => row.Missed.Count > 0.03 * row.Wrong || row.Flagged.Count > 0.01 * row.Others);

        Assert.True(!below.Any(), table.ToString());
    }

    /// <summary>Set IMAGEGUARD_WRITE_ACCURACY to have the page written instead.</summary>
    [Fact]
    public async Task The_page_shows_the_figures()
    {
        var page = Repository.Read(Page);
        var begin = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var written = page[..begin] + new AccuracyTable(await Accuracy.Cases.Value) + page[page.IndexOf(End, StringComparison.Ordinal)..];

        if (Environment.GetEnvironmentVariable("IMAGEGUARD_WRITE_ACCURACY") is not null)
        {
            Repository.Write(Page, written);
        }

        Assert.Equal(written, Repository.Read(Page));
    }
}
