using System.Globalization;
using ImageGuard.Model;
using ImageGuard.Tool.Linting;

namespace ImageGuard.Tool.Reports;

/// <summary>For people: each finding with its line, the marked stretch, the other end and the page that explains it.</summary>
/// <param name="isColoured">Whether a terminal shows it.</param>
internal sealed class TextReport(bool isColoured) : IReport
{
    private const int WidestLine = 160;

    public void Write(LintResult result, TextWriter writer)
    {
        foreach (var finding in result.Findings)
        {
            Write(finding, writer);
        }

        foreach (var problem in result.Problems)
        {
            var line = problem.Line is { } number ? string.Create(CultureInfo.InvariantCulture, $":{number}") : "";
            writer.WriteLine($"{Paint(problem.Path + line, Ansi.Bold)}: {Paint("problem", Ansi.Yellow)}: {problem.Reason}");
        }

        writer.WriteLine(Summary(result));
    }

    private void Write(LintFinding finding, TextWriter writer)
    {
        var (place, colour) = (finding.Place, finding.Severity == RuleSeverity.Warning ? Ansi.Yellow : Ansi.Cyan);
        writer.WriteLine(
            $"{Paint(At(place), Ansi.Bold)}: {Paint($"{SeverityWords.Of(finding.Severity)} {finding.Rule.Id}", colour)}: {finding.Message}");
        Show(place, colour, writer);
        foreach (var related in finding.Related)
        {
            writer.WriteLine($"  {Paint("with", Ansi.Dim)} {At(related)}");
            Show(related, Ansi.Blue, writer);
        }

        if (finding.Fix is { } fix)
        {
            writer.WriteLine($"  {Paint("fix", Ansi.Dim)}  {fix.Title} (--fix)");
        }

        writer.WriteLine($"  {Paint("help", Ansi.Dim)} {finding.Rule.HelpLink}");
        writer.WriteLine();
    }

    /// <summary>The line, and below it marks under the stretch; of several lines the first.</summary>
    private void Show(Place place, string colour, TextWriter writer)
    {
        var (line, start) = (place.File.TextOf(place.Line), place.Column - 1);
        var length = Math.Max(1, Math.Min(place.Length, line.Length - start));
        var cut = Math.Max(0, start - WidestLine / 2);
        var shown = line.Length - cut > WidestLine ? line.Substring(cut, WidestLine) : line[cut..];
        length = Math.Max(1, Math.Min(length, shown.Length - (start - cut)));

        // A tab stays a tab below, so that the marks stand under what they mark.
        var indent = string.Concat(shown.Take(start - cut).Select(character => character == '\t' ? '\t' : ' '));
        var number = place.Line.ToString(CultureInfo.InvariantCulture).PadLeft(5);
        writer.WriteLine($"{Paint($"{number} |", Ansi.Dim)} {Printable(shown)}");
        writer.WriteLine($"{Paint("      |", Ansi.Dim)} {indent}{Paint(new string('^', length), colour)}");
    }

    private static string Summary(LintResult result)
    {
        var files = Count(result.FileCount, "file");
        var warnings = result.Findings.Count(finding => finding.Severity == RuleSeverity.Warning);
        return result.Findings.Count == 0
            ? $"No findings in {files}."
            : string.Create(CultureInfo.InvariantCulture, $"{Count(result.Findings.Count, "finding")} in {files}: {Count(warnings, "warning")}, {result.Findings.Count - warnings} info.");
    }

    private static string Count(int count, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");

    private static string At(Place place) =>
        string.Create(CultureInfo.InvariantCulture, $"{place.File.ShownPath}:{place.Line}:{place.Column}");

    /// <summary>A file's text must not steer the terminal.</summary>
    private static string Printable(string text) =>
        text.Any(IsControl) ? string.Concat(text.Select(character => IsControl(character) ? '\uFFFD' : character)) : text;

    private static bool IsControl(char character) => char.IsControl(character) && character != '\t';

    private string Paint(string text, string code) => isColoured ? $"\u001b[{code}m{text}\u001b[0m" : text;

    private static class Ansi
    {
        public const string Bold = "1";
        public const string Dim = "2";
        public const string Yellow = "33";
        public const string Blue = "34";
        public const string Cyan = "36";
    }
}
