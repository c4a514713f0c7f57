namespace ImageGuard.Model;

/// <summary>The groups of rules: what goes wrong.</summary>
public static class RuleCategory
{
    internal const string DocumentationRoot = "https://github.com/imageguard/imageguard/blob/main/docs/rules";

    /// <summary>The category of a rule, by the first digit of its number.</summary>
    /// <exception cref="ArgumentException">The ID belongs to no group.</exception>
    public static string Of(string ruleId) => ruleId.ElementAtOrDefault(3) switch
    {
        '1' => "Removal",
        '2' => "Overlap",
        '3' => "Naming",
        '4' => "Outcome",
        '5' => "Housekeeping",
        '6' => "Guard",
        _ => throw new ArgumentException($"'{ruleId}' belongs to no group of rules.", nameof(ruleId)),
    };
}
