namespace ImageGuard.Analyzers.Tests.Accuracy;

/// <summary>How many of the labelled cases are judged as a reviewer would, and that docs/accuracy.md says so.</summary>
public sealed class AccuracyTests
{
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
        var table = await TableAsync();

        Assert.True(!table.BelowTheAim.Any(), table.ToString());
    }

    [Fact]
    public async Task The_page_shows_the_figures() => new AccuracyPage("docs/accuracy.md", nameof(AccuracyTests)).AssertShows((await TableAsync()).ToString());

    private static async Task<AccuracyTable> TableAsync() => new([.. (await Accuracy.Cases.Value).Select(judged => judged.Verdict)]);
}
