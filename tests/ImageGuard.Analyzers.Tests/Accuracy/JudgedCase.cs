using System.Collections.Immutable;
using ImageGuard.Model;
using Microsoft.CodeAnalysis;

namespace ImageGuard.Analyzers.Tests.Accuracy;

/// <summary>A labelled case and all that the compiler and the analyzer say of it.</summary>
internal sealed record JudgedCase(LabelledCase Case, ImmutableArray<Diagnostic> Reported)
{
    /// <summary>How the case was judged.</summary>
    public JudgedSnippet Verdict => new(
        Case.Title,
        Case.Rule,
        Broken: Case.IsWrong ? [Case.Rule] : [],
        Missed: Case.IsWrong && !Reports(Case.Rule) ? [Case.Rule] : [],
        Flagged: [.. Rules.All.Where(IsWronglyFlaggedBy).Select(rule => rule.Id)]);

    /// <summary>What keeps the case from being judged at all: code that does not compile, or an analyzer that throws.</summary>
    public IEnumerable<Diagnostic> Obstacles =>
        Reported.Where(diagnostic => diagnostic.DefaultSeverity == DiagnosticSeverity.Error || diagnostic.Id == "AD0001");

    /// <summary>
    /// Whether a rule is reported without reason: its own rule on code that is right, or another one, of those that are warnings, on code that
    /// breaks this one only.
    /// </summary>
    private bool IsWronglyFlaggedBy(Rule rule) => Reports(rule.Id) && (rule.Id == Case.Rule
        ? !Case.IsWrong
        : Case.IsWrong && rule.Severity == RuleSeverity.Warning && !Case.MayAlsoBreak.Contains(rule.Id));

    private bool Reports(string rule) => Reported.Any(diagnostic => diagnostic.Id == rule);
}
