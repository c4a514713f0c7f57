using System.Globalization;
using ImageGuard.Model;
using ImageGuard.Scripts;

namespace ImageGuard.Tool.Linting;

/// <summary>Lints the text of one script file.</summary>
/// <param name="severities">What is reported.</param>
/// <param name="usesGuard">Whether fixes are to use the tool's own commands where they can.</param>
internal sealed class ScriptFileLinter(Severities severities, bool usesGuard = false)
{
    /// <summary>The findings and problems of a file.</summary>
    public (IReadOnlyList<LintFinding> Findings, IReadOnlyList<LintProblem> Problems) Lint(LintedFile file)
    {
        var report = ScriptLinter.Lint(file.Script);
        var findings = report.Findings.Select(found => Convert(found, file)).Where(finding => finding.Severity != RuleSeverity.Off);
        var problems = report.Problems.Select(problem => new LintProblem(file.ShownPath, file.LineOf(problem.Span.Start), problem.Reason));
        return ([.. findings], [.. problems]);
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
            (usesGuard ? found.GuardedFix ?? found.Fix : found.Fix) is { } fix ? new TextEdit(fix.Title, PlaceOf(fix.Span), fix.NewText) : null);

        Place PlaceOf(SourceSpan span) => new(file, span.Start, span.Length);
    }
}
