using ImageGuard.Model;

namespace ImageGuard.Documentation.Tests;

/// <summary>The rules as a user reads of them.</summary>
internal static class Catalogue
{
    /// <summary>The IDs of all rules, one a test case.</summary>
    public static TheoryData<string> Ids => new(Rules.All.Select(rule => rule.Id));

    public static Rule Find(string id) => Rules.All.Single(rule => rule.Id == id);

    /// <summary>The word for a severity in the documentation.</summary>
    public static string Word(RuleSeverity severity) => severity switch
    {
        RuleSeverity.Off => "off",
        RuleSeverity.Suggestion => "suggestion",
        RuleSeverity.Warning => "warning",
        _ => throw new ArgumentOutOfRangeException(nameof(severity)),
    };
}
