using ImageGuard.Model;
using ImageGuard.Scripts.Tests.Formats;

namespace ImageGuard.Scripts.Tests;

/// <summary>How many of the labelled snippets are judged as a reviewer would, and that docs/script-accuracy.md says so.</summary>
public sealed class ScriptAccuracyTests
{
    private static readonly ILookup<string, JudgedSnippet> ByFormat = Judge().ToLookup(entry => entry.Format, entry => entry.Judged);

    private static AccuracyTable Table { get; } = new([.. ByFormat.SelectMany(format => format)]);

    [Fact]
    public void There_are_300_snippets_over_all_formats_and_every_rule_has_some_of_either_sort()
    {
        Assert.True(ByFormat.Sum(format => format.Count()) >= 300);
        Assert.All(Table.Rows, row => Assert.True(row is { Wrong: >= 10, Others: >= 4 }, $"{row.Rule.Id}: {row.Wrong} wrong, {row.Others} others"));
    }

    [Fact]
    public void Of_the_wrong_snippets_97_percent_are_found_and_of_the_others_1_percent_is_flagged() =>
        Assert.True(!Table.BelowTheAim.Any(), Table.ToString());

    [Fact]
    public void The_page_shows_the_figures() => new AccuracyPage("docs/script-accuracy.md", nameof(ScriptAccuracyTests)).AssertShows($"{Table}\n\n{Formats()}");

    private static string Formats() => string.Join(
        "\n",
        ByFormat.Select(format => $"| {format.Key} | {format.Count()} | {format.Sum(judged => judged.Broken.Count)} | {format.Sum(judged => judged.Broken.Count - judged.Missed.Count)} | {format.Sum(judged => judged.Flagged.Count)} |")
            .Prepend("|---|---:|---:|---:|---:|")
            .Prepend("| format | snippets | rules broken | found | flagged |"));

    private static IEnumerable<(string Format, JudgedSnippet Judged)> Judge() =>
        LabelledScript.All.Select(labelled => ("Shell", Judge(labelled.Title, labelled.About, labelled.Expected, labelled.Found)))
            .Concat(FormatCase.All.Select(labelled => (labelled.Format, Judge(labelled.ToString(), labelled.About, labelled.Findings, labelled.FindingsIn(labelled.Text)))));

    private static JudgedSnippet Judge(string title, string about, IReadOnlyList<string> expected, IReadOnlyList<string> found) =>
        new(title, about, RulesIn(expected), RulesIn(expected.Except(found)), RulesIn(found.Except(expected)));

    private static string[] RulesIn(IEnumerable<string> findings) =>
        [.. Rules.All.Select(rule => rule.Id).Where(rule => findings.Any(finding => finding.StartsWith(rule, StringComparison.Ordinal)))];
}
