using ImageGuard.Model;

namespace ImageGuard.Documentation.Tests;

/// <summary>The presets that the package brings are the catalogue, louder or quieter.</summary>
public sealed class PresetTests
{
    [Fact]
    public void Default_says_what_the_catalogue_says() => AssertPreset(
        "default",
        "Each rule speaks as its page says.",
        rule => rule.Severity == RuleSeverity.Off ? "none" : Catalogue.Word(rule.Severity));

    [Fact]
    public void Strict_makes_every_rule_a_warning() => AssertPreset(
        "strict",
        "Every rule is a warning, those that only suggest or are off by default too.",
        _ => "warning");

    [Fact]
    public void Off_silences_every_rule() => AssertPreset(
        "off",
        "Every rule is silent. Switch on, one by one, what you want to hear of.",
        _ => "none");

    [Fact]
    public void There_is_no_other_preset() =>
        Assert.Equal(["default", "off", "strict"], Repository.NamesIn("nuget/ImageGuard.Analyzers/presets", "*"));

    private static void AssertPreset(string name, string summary, Func<Rule, string> severity)
    {
        var head = $"""
            # ImageGuard preset '{name}'. {summary}
            # Your own .editorconfig and .globalconfig go before it.
            is_global = true
            global_level = -50

            """;
        var settings = Rules.All.Select(rule => $"\n# {rule.Title}\ndotnet_diagnostic.{rule.Id}.severity = {severity(rule)}\n");

        Assert.Equal(
            head.ReplaceLineEndings("\n") + string.Concat(settings),
            Repository.Read($"nuget/ImageGuard.Analyzers/presets/{name}.globalconfig"));
    }
}
