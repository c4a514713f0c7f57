using ImageGuard.Model;

namespace ImageGuard.Tool.Reports;

/// <summary>The words for severities.</summary>
internal static class SeverityWords
{
    /// <summary>As people and <c>--fail-on</c> say it.</summary>
    public static string Of(RuleSeverity severity) => severity == RuleSeverity.Warning ? "warning" : "info";
}
