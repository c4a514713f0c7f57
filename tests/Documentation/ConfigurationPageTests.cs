using System.Text.RegularExpressions;
using ImageGuard.Model;

namespace ImageGuard.Documentation.Tests;

/// <summary>docs/configuration.md names everything that can be set, and nothing else.</summary>
public sealed partial class ConfigurationPageTests
{
    private static string Page { get; } = Repository.Read("docs/configuration.md");

    [Fact]
    public void It_names_the_build_properties_that_the_package_reads()
    {
        var read = Directory.EnumerateFiles(RepositoryRoot.At("nuget", "ImageGuard.Analyzers", "build"))
            .SelectMany(path => PropertyRead().Matches(File.ReadAllText(path)))
            .Select(match => match.Groups[1].Value);

        Assert.Equal(read.Distinct().Order(), PropertyRow().Matches(Page).Select(match => match.Groups[1].Value).Order());
    }

    [Fact]
    public void It_names_the_presets()
    {
        var row = Page.Split('\n').Single(line => line.StartsWith("| `ImageGuardPreset` |", StringComparison.Ordinal));

        Assert.Equal(Repository.NamesIn("nuget/ImageGuard.Analyzers/presets", "*"), Quoted().Matches(row).Skip(1).Select(match => match.Groups[1].Value).Order());
    }

    [Fact]
    public void It_lists_the_categories_with_their_rules()
    {
        var rows = Rules.All.GroupBy(rule => rule.Category).Select(group => group.Count() == 1
            ? $"| {group.Key} | {group.First().Id} |"
            : $"| {group.Key} | {group.First().Id} to {group.Last().Id} |");

        Assert.Equal(rows.Append("| Configuration | IMG001 to IMG002 |"), Page.Split('\n').Where(line => CategoryRow().IsMatch(line)));
    }

    [Fact]
    public void It_names_the_kinds_of_operations()
    {
        var row = Page.Split('\n').Single(line => line.StartsWith("| second |", StringComparison.Ordinal));

        Assert.Equal(Enum.GetNames<ImageOperationKind>(), Quoted().Matches(row).Select(match => match.Groups[1].Value));
    }

    [GeneratedRegex(@"\$\((ImageGuard\w+)\)")]
    private static partial Regex PropertyRead();

    [GeneratedRegex(@"^\| `(ImageGuard\w+)` \|", RegexOptions.Multiline)]
    private static partial Regex PropertyRow();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"^\| [A-Z]\w+ \| IMG\d")]
    private static partial Regex CategoryRow();
}
