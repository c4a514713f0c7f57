using System.Text.RegularExpressions;
using ImageGuard.Model;

namespace ImageGuard.Scripts.Linting;

/// <summary>
/// The comments of a file that take findings back: <c># imageguard disable=IMG101 the test image has one user</c>, at the end of the line or on
/// the line before; <c>disable-file=</c> for the whole file. A reason is asked for. What no finding answers to is told as well.
/// </summary>
internal sealed class Suppressions
{
    /// <summary>What every such comment has in it.</summary>
    public const string Mark = "imageguard disable";

    /// <summary>Behind any sign that a comment begins with: what the file's format is does not matter.</summary>
    private static readonly Regex Comment = new(
        @"(?:\#|//|<!--|::|;|--|\bREM\b)[ \t]*imageguard[ ]disable(?<file>-file)?=(?<rules>[\w,]*)(?<reason>[^\r\n]*)",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace);

    private readonly List<Entry> _entries = [];
    private readonly List<ScriptProblem> _problems = [];
    private readonly ScriptFile _file;

    private Suppressions(ScriptFile file) => _file = file;

    /// <summary>Takes findings back as the file's comments say.</summary>
    /// <param name="file">The file.</param>
    /// <param name="findings">Its findings.</param>
    /// <param name="problems">Receives what is wrong with the comments themselves.</param>
    public static IReadOnlyList<ScriptFinding> Apply(ScriptFile file, IReadOnlyList<ScriptFinding> findings, List<ScriptProblem> problems)
    {
        if (file.Text.IndexOf(Mark, StringComparison.OrdinalIgnoreCase) < 0)
        {
            return findings;
        }

        var suppressions = new Suppressions(file);
        suppressions.Read();
        var left = findings.Where(found => !suppressions.Covers(found.Finding)).ToArray();
        problems.AddRange(suppressions._problems);
        problems.AddRange(suppressions._entries
            .Where(entry => !entry.IsUsed)
            .Select(entry => new ScriptProblem(entry.Span, $"it disables {entry.Rule}, which finds nothing here")));
        return left;
    }

    private void Read()
    {
        foreach (Match match in Comment.Matches(_file.Text))
        {
            var span = new SourceSpan(_file, match.Index, match.Length);
            var reason = match.Groups["reason"].Value.Replace("-->", "").Trim(' ', '\t', ':', '-');
            if (reason.Length == 0)
            {
                _problems.Add(new ScriptProblem(span, "it disables a rule without a reason"));
                continue;
            }

            var lines = match.Groups["file"].Success ? (First: 1, Last: int.MaxValue) : LinesOf(match.Index);
            foreach (var rule in match.Groups["rules"].Value.Split(','))
            {
                if (Rules.All.Any(known => known.Id == rule))
                {
                    _entries.Add(new Entry(rule, span, lines.First, lines.Last));
                }
                else
                {
                    _problems.Add(new ScriptProblem(span, $"it disables '{rule}', which is no rule"));
                }
            }
        }
    }

    /// <summary>The line that a comment ends, or the next one where it stands alone, with the lines that go on from it.</summary>
    private (int First, int Last) LinesOf(int comment)
    {
        var lineStart = _file.Text.LastIndexOf('\n', comment) + 1;
        var standsAlone = string.IsNullOrWhiteSpace(_file.Text.Substring(lineStart, comment - lineStart));
        var first = _file.LineAt(comment) + (standsAlone ? 1 : 0);
        var last = first;
        for (var end = _file.EndOfLine(standsAlone ? _file.EndOfLine(comment) + 1 : comment); end < _file.Text.Length && IsContinued(end); end = _file.EndOfLine(end + 1))
        {
            last++;
        }

        return (first, last);
    }

    private bool IsContinued(int newline)
    {
        var last = newline > 0 && _file.Text[newline - 1] == '\r' ? newline - 2 : newline - 1;
        return last >= 0 && _file.Text[last] is '\\' or '`' or '^';
    }

    private bool Covers(Finding finding)
    {
        var line = _file.LineAt(finding.Span.Start);
        var covering = _entries.Where(entry => entry.Rule == finding.Rule.Id && line >= entry.First && line <= entry.Last).ToArray();
        foreach (var entry in covering)
        {
            entry.IsUsed = true;
        }

        return covering.Length > 0;
    }

    private sealed class Entry(string rule, SourceSpan span, int first, int last)
    {
        public string Rule => rule;

        public SourceSpan Span => span;

        public int First => first;

        public int Last => last;

        public bool IsUsed { get; set; }
    }
}
