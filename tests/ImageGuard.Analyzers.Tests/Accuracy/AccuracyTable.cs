using ImageGuard.Model;

namespace ImageGuard.Analyzers.Tests.Accuracy;

/// <summary>The figures of all rules that have cases, as docs/accuracy.md shows them.</summary>
internal sealed class AccuracyTable(IReadOnlyList<JudgedCase> cases)
{
    public IEnumerable<AccuracyRow> Rows =>
        from rule in Rules.All
        let own = cases.Where(judged => judged.Case.Rule == rule.Id).ToList()
        where own.Count > 0
        select new AccuracyRow(
            rule,
            own.Count(judged => judged.Case.IsWrong),
            own.Where(judged => judged.IsMissed).ToList(),
            own.Count(judged => !judged.Case.IsWrong),
            cases.Where(judged => judged.IsWronglyFlaggedBy(rule)).ToList());

    /// <summary>The table and, under it, every case that the analyzer judges otherwise.</summary>
    public override string ToString()
    {
        var rows = Rows.ToList();
        IEnumerable<string> lines =
        [
            "| rule | wrong | found | look-alike or safe | flagged |",
            "|---|---:|---:|---:|---:|",
            .. rows.Select(row => $"| [{row.Rule.Id}](rules/{row.Rule.Id}.md) {row.Rule.Title} | {row.Wrong} | {row.Found} | {row.Others} | {row.Flagged.Count} |"),
            $"| all | {rows.Sum(row => row.Wrong)} | {rows.Sum(row => row.Found)} | {rows.Sum(row => row.Others)} | {rows.Sum(row => row.Flagged.Count)} |",
            "",
            .. Listed("Missed", rows.SelectMany(row => row.Missed.Select(judged => (row.Rule, judged)))),
            "",
            .. Listed("Flagged without reason", rows.SelectMany(row => row.Flagged.Select(judged => (row.Rule, judged)))),
        ];
        return string.Join("\n", lines);
    }

    private static IEnumerable<string> Listed(string heading, IEnumerable<(Rule Rule, JudgedCase Judged)> cases)
    {
        var titles = cases.Select(entry => $"- {entry.Rule.Id}: {entry.Judged.Case.Title}").ToList();
        return titles.Count == 0 ? [$"{heading}: none."] : [$"{heading}:", "", .. titles];
    }
}

/// <summary>One rule's figures.</summary>
internal sealed record AccuracyRow(Rule Rule, int Wrong, IReadOnlyList<JudgedCase> Missed, int Others, IReadOnlyList<JudgedCase> Flagged)
{
    public int Found => Wrong - Missed.Count;
}
