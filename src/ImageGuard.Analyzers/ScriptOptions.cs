using Microsoft.CodeAnalysis;

namespace ImageGuard.Analyzers;

/// <summary>Our own keys of <c>.editorconfig</c>. Unlike the compiler's they count for a file that is no C#.</summary>
internal static class ScriptOptions
{
    /// <summary>Whether a file is not to be linted: <c>imageguard.exclude</c>.</summary>
    /// <param name="valueOf">The value of a key for the file, or null.</param>
    public static bool Excludes(Func<string, string?> valueOf) =>
        "true".Equals(valueOf("imageguard.exclude"), StringComparison.OrdinalIgnoreCase);

    /// <summary>The severity of a rule, <c>imageguard.IMG101.severity</c>; null where none is set, or none that is known.</summary>
    /// <param name="ruleId">The rule.</param>
    /// <param name="valueOf">The value of a key for the file, or null.</param>
    public static ReportDiagnostic? SeverityOf(string ruleId, Func<string, string?> valueOf) =>
        valueOf($"imageguard.{ruleId}.severity")?.ToUpperInvariant() switch
        {
            "ERROR" => ReportDiagnostic.Error,
            "WARNING" => ReportDiagnostic.Warn,
            "SUGGESTION" or "INFO" => ReportDiagnostic.Info,
            "SILENT" or "REFACTORING" or "HIDDEN" => ReportDiagnostic.Hidden,
            "NONE" => ReportDiagnostic.Suppress,
            _ => null,
        };
}
