using ImageGuard.Model;

namespace ImageGuard.Documentation.Tests;

/// <summary>Wherever all rules are listed, the list is the catalogue.</summary>
public sealed class RuleTableTests
{
    [Theory]
    [InlineData("README.md", "docs/rules/")]
    [InlineData("nuget/ImageGuard.Analyzers/README.md", "https://github.com/imageguard/imageguard/blob/main/docs/rules/")]
    public void A_readme_lists_the_catalogue(string readme, string pages)
    {
        var expected = Rules.All.Select(rule => $"| [{rule.Id}]({pages}{rule.Id}.md) | {rule.Title} | {Catalogue.Word(rule.Severity)} |");

        Assert.Equal(expected, Lines(readme).Where(line => line.StartsWith("| [IMG", StringComparison.Ordinal)));
    }

    /// <summary>What the compiler's release tracking checks against the analyzers, checked against the catalogue.</summary>
    [Fact]
    public void The_release_tracking_lists_the_catalogue()
    {
        // Lines of settings, and scripts, that cannot be read are no rules about images.
        var expected = new[] { ("IMG001", "Configuration", "Warning"), ("IMG002", "Configuration", "Warning") }
            .Concat(Rules.All.Select(rule => (rule.Id, rule.Category, Tracked(rule.Severity))));

        var tracked =
            from line in Lines("src/ImageGuard.Analyzers/AnalyzerReleases.Shipped.md").Concat(Lines("src/ImageGuard.Analyzers/AnalyzerReleases.Unshipped.md"))
            where line.StartsWith("IMG", StringComparison.Ordinal)
            let cells = line.Split('|', StringSplitOptions.TrimEntries)
            orderby cells[0]
            select (cells[0], cells[1], cells[2]);

        Assert.Equal(expected, tracked);
    }

    private static string Tracked(RuleSeverity severity) => severity switch
    {
        RuleSeverity.Off => "Disabled",
        RuleSeverity.Suggestion => "Info",
        RuleSeverity.Warning => "Warning",
        _ => throw new ArgumentOutOfRangeException(nameof(severity)),
    };

    private static string[] Lines(string path) => Repository.Read(path).Split('\n');
}
