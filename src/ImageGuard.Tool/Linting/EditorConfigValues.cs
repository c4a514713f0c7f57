using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using ImageGuard.Analyzers;
using ImageGuard.Model;
using Microsoft.CodeAnalysis;

namespace ImageGuard.Tool.Linting;

/// <summary>Reads the values by Roslyn's own reader of the format. A class of its own, so that Roslyn is loaded only where a file has our keys.</summary>
internal static class EditorConfigValues
{
    private static readonly ConditionalWeakTable<ConfigFile, AnalyzerConfigSet> Sets = [];

    public static bool Excludes(ImmutableArray<ConfigFile> chain, string fullPath) =>
        ScriptOptions.Excludes(OptionsOf(chain, fullPath).AnalyzerOptions.GetValueOrDefault);

    public static RuleSeverity? SeverityOf(ImmutableArray<ConfigFile> chain, string fullPath, string ruleId)
    {
        var options = OptionsOf(chain, fullPath);
        var own = ScriptOptions.SeverityOf(ruleId, options.AnalyzerOptions.GetValueOrDefault);
        return Convert(own ?? options.TreeOptions.GetValueOrDefault(ruleId));
    }

    /// <summary>The innermost file stands for the whole chain.</summary>
    private static AnalyzerConfigOptionsResult OptionsOf(ImmutableArray<ConfigFile> chain, string fullPath) => Sets
        .GetValue(chain[^1], _ => AnalyzerConfigSet.Create(chain.Select(file => AnalyzerConfig.Parse(file.Text, file.Path)).ToImmutableArray()))
        .GetOptionsForSourcePath(fullPath);

    private static RuleSeverity? Convert(ReportDiagnostic report) => report switch
    {
        ReportDiagnostic.Error or ReportDiagnostic.Warn => RuleSeverity.Warning,
        ReportDiagnostic.Info => RuleSeverity.Suggestion,
        ReportDiagnostic.Hidden or ReportDiagnostic.Suppress => RuleSeverity.Off,
        _ => null,
    };
}
