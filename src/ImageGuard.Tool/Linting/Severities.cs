using ImageGuard.Model;

namespace ImageGuard.Tool.Linting;

/// <summary>
/// How loudly a rule speaks in a file: what <c>.editorconfig</c> says, else the catalogue. A rule that is off there speaks where the user
/// asks for it by name.
/// </summary>
/// <param name="asked">The only rules to report; empty for all.</param>
/// <param name="settings">What the files' own settings say.</param>
internal sealed class Severities(IReadOnlyCollection<string> asked, EditorConfigs settings)
{
    /// <summary>The severity of a rule in a file.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="fullPath">The file.</param>
    /// <param name="otherwise">The severity where no setting speaks of the rule; null for the default.</param>
    public RuleSeverity Of(Rule rule, string fullPath, RuleSeverity? otherwise = null) => asked.Count > 0 && !asked.Contains(rule.Id)
        ? RuleSeverity.Off
        : settings.SeverityOf(rule.Id, fullPath) ?? otherwise ?? Default(rule);

    /// <summary>The severity where no setting speaks of the rule.</summary>
    public RuleSeverity Default(Rule rule) =>
        rule.Severity == RuleSeverity.Off && asked.Contains(rule.Id) ? RuleSeverity.Suggestion : rule.Severity;

    /// <summary>Whether the settings take a file out.</summary>
    public bool Excludes(string fullPath) => settings.Excludes(fullPath);
}
