using ImageGuard.Model;

namespace ImageGuard.Documentation.Tests;

/// <summary>Each rule has a page in docs/rules that says what the catalogue says, and is complete.</summary>
public sealed class RulePageTests
{
    public static TheoryData<string> Ids => Catalogue.Ids;

    [Fact]
    public void Each_page_belongs_to_a_rule_and_each_rule_has_a_page() =>
        Assert.Equal(Rules.All.Select(rule => rule.Id), Repository.NamesIn("docs/rules", "*.md"));

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_page_opens_with_what_the_catalogue_says(string id)
    {
        var rule = Catalogue.Find(id);

        var expected = $"""
            # {rule.Id}: {rule.Title}

            | category | default | keeps |
            |---|---|---|
            | {rule.Category} | {Catalogue.Word(rule.Severity)} | [{string.Join(", ", rule.Requirements)}](../requirements.md) |

            """.ReplaceLineEndings("\n");

        Assert.StartsWith(expected, Page(id), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_page_tells_cause_cure_and_configuration(string id)
    {
        var sections = Page(id).Split('\n').Where(line => line.StartsWith("## ", StringComparison.Ordinal)).Select(line => line[3..]);

        Assert.Equal(["What the engine does", "Wrong", "Right", "The fix", "Configure"], sections);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_page_shows_wrong_and_right_in_each_language(string id)
    {
        var page = Page(id);

        Assert.All([Section(page, "Wrong"), Section(page, "Right")], section =>
        {
            Assert.Contains("```csharp\n", section, StringComparison.Ordinal);
            Assert.Contains("```sh\n", section, StringComparison.Ordinal);
        });
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_page_shows_how_to_change_its_own_rule(string id) =>
        Assert.Contains($"\ndotnet_diagnostic.{id}.severity = ", Section(Page(id), "Configure"), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_help_link_leads_to_the_page(string id) =>
        Assert.EndsWith($"/blob/main/docs/rules/{id}.md", Catalogue.Find(id).HelpLink, StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_requirements_that_a_rule_keeps_are_explained(string id)
    {
        var requirements = Repository.Read("docs/requirements.md");

        Assert.All(Catalogue.Find(id).Requirements, line =>
            Assert.Contains($"\n| {line} | ", requirements, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_page_leads_to_what_the_tests_saw_of_its_rule(string id)
    {
        var observed = Repository.Read("docs/engine-observations.md").Split('\n').SingleOrDefault(line => line.StartsWith($"## {id}: ", StringComparison.Ordinal));
        if (observed is not null)
        {
            var anchor = observed["## ".Length..].ToLowerInvariant().Replace(":", "", StringComparison.Ordinal).Replace(' ', '-');
            Assert.Contains($"(../engine-observations.md#{anchor})", Section(Page(id), "What the engine does"), StringComparison.Ordinal);
        }
    }

    private static string Page(string id) => Repository.Read($"docs/rules/{id}.md");

    private static string Section(string page, string title)
    {
        var start = page.IndexOf($"\n## {title}\n", StringComparison.Ordinal);
        var end = page.IndexOf("\n## ", start + 1, StringComparison.Ordinal);
        return end < 0 ? page[start..] : page[start..end];
    }
}
