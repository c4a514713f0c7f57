namespace ImageGuard.Model;

/// <summary>How loudly a rule speaks unless the user says otherwise.</summary>
public enum RuleSeverity
{
    /// <summary>Silent until switched on.</summary>
    Off,

    /// <summary>A suggestion: shown in the editor, not in the build.</summary>
    Suggestion,

    /// <summary>A warning in editor and build. Only for rules whose false alarms are near zero.</summary>
    Warning,
}

/// <summary>One rule of the catalogue.</summary>
/// <param name="Id"><c>IMG</c> and three digits; the first is the group.</param>
/// <param name="Title">What goes wrong, as a sentence without a full stop.</param>
/// <param name="Message">The finding's text; <c>{0}</c> and on are the operations' own words.</param>
/// <param name="Severity">The default.</param>
/// <param name="Requirements">The lines of the requirements that it keeps: <c>S1</c>, <c>S6</c>.</param>
/// <param name="Description">Why it matters and what to do, in a sentence or two.</param>
public sealed record Rule(
    string Id,
    string Title,
    string Message,
    RuleSeverity Severity,
    IReadOnlyList<string> Requirements,
    string Description)
{
    /// <summary>Whether only the whole program shows it: a build finds it, an editor that looks at one file does not.</summary>
    public bool NeedsWholeProgram { get; init; }

    /// <summary>The page that explains it.</summary>
    public string HelpLink => $"{RuleCategory.DocumentationRoot}/{Id}.md";

    /// <summary>The group that the ID's first digit stands for.</summary>
    public string Category => RuleCategory.Of(Id);
}
