using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using ImageGuard.Model;
using Microsoft.CodeAnalysis;

namespace ImageGuard.Tool.Linting;

/// <summary>Reads the values by Roslyn's own reader of the format. A class of its own, so that Roslyn is loaded only where a file has our keys.</summary>
internal static class EditorConfigValues
{
    private static readonly ConditionalWeakTable<ConfigFile, AnalyzerConfigSet> Sets = [];

    public static bool Excludes(ImmutableArray<ConfigFile> chain, string fullPath) =>
        OptionsOf(chain, fullPath).AnalyzerOptions.TryGetValue("imageguard.exclude", out var value)
        && value.Equals("true", StringComparison.OrdinalIgnoreCase);

    public static RuleSeverity? SeverityOf(ImmutableArray<ConfigFile> chain, string fullPath, string ruleId)
    {
        var options = OptionsOf(chain, fullPath);
        if (options.AnalyzerOptions.TryGetValue($"imageguard.{ruleId}.severity", out var value) && Parse(value) is { } severity)
        {
            return severity;
        }

        return options.TreeOptions.TryGetValue(ruleId, out var report) ? Convert(report) : null;
    }

    /// <summary>The innermost file stands for the whole chain.</summary>
    private static AnalyzerConfigOptionsResult OptionsOf(ImmutableArray<ConfigFile> chain, string fullPath) => Sets
        .GetValue(chain[^1], _ => AnalyzerConfigSet.Create(chain.Select(file => AnalyzerConfig.Parse(file.Text, file.Path)).ToImmutableArray()))
        .GetOptionsForSourcePath(fullPath);

    private static RuleSeverity? Parse(string value) => value.ToUpperInvariant() switch
    {
        "ERROR" or "WARNING" => RuleSeverity.Warning,
        "SUGGESTION" or "INFO" => RuleSeverity.Suggestion,
        "SILENT" or "REFACTORING" or "HIDDEN" or "NONE" => RuleSeverity.Off,
        _ => null,
    };

    private static RuleSeverity? Convert(ReportDiagnostic report) => report switch
    {
        ReportDiagnostic.Error or ReportDiagnostic.Warn => RuleSeverity.Warning,
        ReportDiagnostic.Info => RuleSeverity.Suggestion,
        ReportDiagnostic.Hidden or ReportDiagnostic.Suppress => RuleSeverity.Off,
        _ => null,
    };
}
