using System.Globalization;
using ImageGuard.Model;
using ImageGuard.Tool.Files;
using ImageGuard.Tool.Linting;

namespace ImageGuard.Tool.Reports;

/// <summary>Workflow commands, which GitHub shows beside the changed lines.</summary>
/// <param name="root">The folder that paths count from.</param>
internal sealed class GitHubReport(string root) : IReport
{
    public void Write(LintResult result, TextWriter writer)
    {
        foreach (var finding in result.Findings)
        {
            var (place, level) = (finding.Place, finding.Severity == RuleSeverity.Warning ? "warning" : "notice");
            var file = Property(SlashPath.Relative(root, place.File.FullPath));
            writer.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"::{level} file={file},line={place.Line},endLine={place.EndLine},col={place.Column},endColumn={place.EndColumn},title={Property($"{finding.Rule.Id}: {finding.Rule.Title}")}::{Data($"{finding.Message} ({finding.Rule.HelpLink})")}"));
        }

        foreach (var problem in result.Problems)
        {
            writer.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"::notice file={Property(problem.Path)},line={problem.Line ?? 1},title=problem::{Data(problem.Reason)}"));
        }
    }

    private static string Data(string text) => text
        .Replace("%", "%25", StringComparison.Ordinal)
        .Replace("\r", "%0D", StringComparison.Ordinal)
        .Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) =>
        Data(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
