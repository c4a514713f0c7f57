using System.Reflection;
using System.Text.RegularExpressions;

namespace ImageGuard.Model.Tests;

public partial class RulesTests
{
    private static readonly Dictionary<char, string> Categories = new()
    {
        ['1'] = "Removal",
        ['2'] = "Overlap",
        ['3'] = "Naming",
        ['4'] = "Outcome",
        ['5'] = "Housekeeping",
        ['6'] = "Guard",
    };

    public static TheoryData<string> Ids() => new(Rules.All.Select(rule => rule.Id));

    [Fact]
    public void Every_rule_of_the_class_is_in_the_catalogue()
    {
        var declared = typeof(Rules).GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Where(property => property.PropertyType == typeof(Rule))
            .Select(property => (Rule)property.GetValue(null)!);

        Assert.Equal(declared.OrderBy(rule => rule.Id, StringComparer.Ordinal), Rules.All);
    }

    [Fact]
    public void Ids_are_unique_and_sorted() =>
        Assert.Equal(Rules.All.Select(rule => rule.Id).Distinct().Order(StringComparer.Ordinal), Rules.All.Select(rule => rule.Id));

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_rule_says_what_a_reader_needs(string id)
    {
        var rule = Rules.All.Single(rule => rule.Id == id);

        Assert.Matches(IdPattern(), rule.Id);
        Assert.Equal(Categories[rule.Id[3]], rule.Category);
        Assert.EndsWith($"/{rule.Id}.md", rule.HelpLink, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', rule.Message);
        Assert.False(rule.Title.EndsWith('.'));
        Assert.False(rule.Message.EndsWith('.'));
        Assert.EndsWith(".", rule.Description, StringComparison.Ordinal);
        Assert.NotEmpty(rule.Requirements);
        Assert.All(rule.Requirements, requirement => Assert.Matches(RequirementPattern(), requirement));
    }

    [Theory]
    [InlineData("")]
    [InlineData("IMG")]
    [InlineData("IMG901")]
    public void An_id_of_no_group_is_refused(string id) => Assert.Throws<ArgumentException>(() => RuleCategory.Of(id));

    [GeneratedRegex("^IMG[1-6][0-9]{2}$")]
    private static partial Regex IdPattern();

    [GeneratedRegex("^S([0-9]|1[01])$")]
    private static partial Regex RequirementPattern();
}
