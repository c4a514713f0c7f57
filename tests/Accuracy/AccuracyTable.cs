using ImageGuard.Model;

namespace ImageGuard;

/// <summary>The figures of all rules that have snippets, as a page shows them.</summary>
internal sealed class AccuracyTable(IReadOnlyList<JudgedSnippet> snippets)
{
    public IEnumerable<AccuracyRow> Rows =>
        from rule in Rules.All
        let wrong = snippets.Count(judged => judged.Broken.Contains(rule.Id))
        let others = snippets.Count(judged => judged.About == rule.Id && !judged.Broken.Contains(rule.Id))
        where wrong + others > 0
        select new AccuracyRow(
            rule,
            wrong,
            snippets.Where(judged => judged.Missed.Contains(rule.Id)).ToList(),
            others,
            snippets.Where(judged => judged.Flagged.Contains(rule.Id)).ToList());

    /// <summary>The rows of rules of whose wrong snippets fewer than 97 % are found, or of whose others more than 1 % are flagged.</summary>
    public IEnumerable<AccuracyRow> BelowTheAim => Rows.Where(row => row.Missed.Count > 0.03 * row.Wrong || row.Flagged.Count > 0.01 * row.Others);

    /// <summary>The table and, under it, every snippet that is judged otherwise.</summary>
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

    private static IEnumerable<string> Listed(string heading, IEnumerable<(Rule Rule, JudgedSnippet Judged)> snippets)
    {
        var titles = snippets.Select(entry => $"- {entry.Rule.Id}: {entry.Judged.Title}").ToList();
        return titles.Count == 0 ? [$"{heading}: none."] : [$"{heading}:", "", .. titles];
    }
}

/// <summary>One rule's figures.</summary>
internal sealed record AccuracyRow(Rule Rule, int Wrong, IReadOnlyList<JudgedSnippet> Missed, int Others, IReadOnlyList<JudgedSnippet> Flagged)
{
    public int Found => Wrong - Missed.Count;
}
