using System.Globalization;
using ImageGuard.Model;
using ImageGuard.Scripts;

namespace ImageGuard.Tool.Linting;

/// <summary>Lints the text of one script file.</summary>
/// <param name="severities">What is reported.</param>
internal sealed class ScriptFileLinter(Severities severities)
{
    /// <summary>The findings and problems of a file.</summary>
    public (IReadOnlyList<LintFinding> Findings, LintProblem? Problem) Lint(LintedFile file)
    {
        var report = ScriptLinter.Lint(file.Script);
        var findings = report.Findings.Select(found => Convert(found, file)).Where(finding => finding.Severity != RuleSeverity.Off);
        return ([.. findings], ProblemOf(report, file));
    }

    private LintFinding Convert(ScriptFinding found, LintedFile file)
    {
        var rule = found.Finding.Rule;
        return new LintFinding(
            rule,
            severities.Of(rule, file.FullPath),
            PlaceOf(found.Finding.Span),
            string.Format(CultureInfo.InvariantCulture, rule.Message, [.. found.Finding.Arguments]),
            [.. found.Related.Select(PlaceOf)],
            found.Fix is { } fix ? new TextEdit(fix.Title, PlaceOf(fix.Span), fix.NewText) : null);

        Place PlaceOf(SourceSpan span) => new(file, span.Start, span.Length);
    }

    /// <summary>The first problem stands for all: what follows is often no more than its consequence.</summary>
    private static LintProblem? ProblemOf(ScriptReport report, LintedFile file) => report.Problems.Count == 0
        ? null
        : new LintProblem(file.ShownPath, file.LineOf(report.Problems[0].Span.Start), report.Problems[0].Reason);
}
