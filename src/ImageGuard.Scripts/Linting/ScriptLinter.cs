using ImageGuard.Model;
using ImageGuard.Scripts.Formats;

namespace ImageGuard.Scripts;

/// <summary>Finds unsafe image operations in script files of every format. Reads any text, broken text included, and never throws.</summary>
public static class ScriptLinter
{
    /// <summary>Whether a file is of a format that can hold scripts.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="firstLine">Its first line, which may be a shebang; empty where only the name is to count.</param>
    public static bool Reads(string path, string firstLine) => ScriptFormats.Of(path, firstLine) is not null;

    /// <summary>Lints a file; one of another format has no findings.</summary>
    public static ScriptReport Lint(ScriptFile file)
    {
        var end = file.Text.IndexOf('\n');
        if (!ContainerClient.IsMentionedIn(file.Text)
            || ScriptFormats.Of(file.Path, end < 0 ? file.Text : file.Text.Substring(0, end)) is not { } format)
        {
            return ScriptReport.Nothing;
        }

        var problems = new List<ScriptProblem>();
        var findings = new List<ScriptFinding>();
        foreach (var script in format.Read(file, problems).SelectMany(sequence => sequence.Scripts))
        {
            var reading = CommandReader.ReadScript(script.Text, script.Dialect, new SourceSpan(file, 0, 0));
            findings.AddRange(reading.Operations.SelectMany(OperationChecks.FindingsIn)
                .Concat(reading.ContainerRemovals.SelectMany(OperationChecks.FindingsIn))
                .Select(finding => new ScriptFinding(finding, Related: [], Fix: null)));
        }

        // A script that several jobs share is read for each of them.
        return new ScriptReport(
            [.. findings.GroupBy(found => (found.Finding.Rule, found.Finding.Span)).Select(same => same.First()).OrderBy(found => found.Finding.Span.Start)],
            problems);
    }
}
