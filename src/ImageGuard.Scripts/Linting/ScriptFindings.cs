using System.Globalization;
using ImageGuard.Model;
using ImageGuard.Scripts.Running;

namespace ImageGuard.Scripts.Linting;

/// <summary>Collects a file's findings, each once: a walk may come by the same place on several ways.</summary>
/// <param name="file">The file.</param>
/// <param name="listed">Words of lists: a word that is cut out there leaves a quote or a comma behind.</param>
internal sealed class ScriptFindings(ScriptFile file, SourceSpan[] listed) : IShellFindings
{
    private readonly Dictionary<(string Rule, SourceSpan Span), ScriptFinding> _findings = [];

    /// <summary>The findings, in the order of their places.</summary>
    public IReadOnlyList<ScriptFinding> InOrder =>
        [.. _findings.Values.OrderBy(found => found.Finding.Span.Start).ThenBy(found => found.Finding.Rule.Id, StringComparer.Ordinal)];

    public void Operation(ImageOperation operation, bool isElsewhere)
    {
        foreach (var finding in OperationChecks.FindingsIn(operation))
        {
            var option = finding.Rule == Rules.ForcedRemoval ? operation.ForceSpan
                : finding.Rule == Rules.KeptIntermediates ? operation.KeepsIntermediatesSpan
                : null;
            var cut = CutOf(option);
            Add(finding, related: null, cut, finding.Rule == Rules.ForcedRemoval ? GuardedRemoval.Of(file, operation, cut) : null);
        }
    }

    public void ContainerRemoval(ContainerRemoval removal, bool isElsewhere)
    {
        foreach (var finding in OperationChecks.FindingsIn(removal))
        {
            Add(finding, related: null, CutOf(removal.ForceSpan));
        }
    }

    /// <summary>The removal is marked, for it does the harm, and of two builds the later one.</summary>
    public void Overlap(Rule rule, Flight earlier, ImageOperation later)
    {
        var isReversed = OverlapTable.ModeOf(earlier.Operation.Kind) == OverlapMode.Exclusive;
        var (marked, other) = isReversed ? (earlier.Operation, later) : (later, earlier.Operation);
        var line = file.LineAt(other.Span.Start).ToString(CultureInfo.InvariantCulture);
        Add(new Finding(rule, marked.Span, marked.Text, other.Text, line, earlier.Reason), other.Span);
    }

    public void NotAwaited(Flight flight, string reason, SourceSpan? use) =>
        Add(new Finding(Rules.NotAwaited, flight.Operation.Span, flight.Operation.Text, reason), use);

    public void Add(Finding finding, SourceSpan? related) => Add(finding, related, fix: null);

    private ScriptFix? CutOf(SourceSpan? option) =>
        option is { } span && listed.Any(word => word.Start <= span.Start && span.Start < word.Start + word.Length) ? null : OptionCut.Of(file, option);

    /// <summary>Of several other ends the first in the file is shown, so that a finding says the same on every run.</summary>
    private void Add(Finding finding, SourceSpan? related, ScriptFix? fix, ScriptFix? guardedFix = null)
    {
        var key = (finding.Rule.Id, finding.Span);
        if (!_findings.TryGetValue(key, out var known) || (related is { } end && known.Related is [{ } first, ..] && end.Start < first.Start))
        {
            _findings[key] = new ScriptFinding(finding, related is { } place ? [place] : [], fix) { GuardedFix = guardedFix };
        }
    }
}
