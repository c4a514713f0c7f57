using ImageGuard.Scripts;

namespace ShellReading;

/// <summary>What the linter says of scripts, with the line that it says it of.</summary>
internal static class Findings
{
    public static void Print(IEnumerable<ScriptFile> scripts)
    {
        int files = 0, findings = 0;
        foreach (var script in scripts)
        {
            files++;
            var report = ScriptLinter.Lint(script);
            findings += report.Findings.Count;
            foreach (var (finding, _, _) in report.Findings)
            {
                var line = script.Text.AsSpan(0, finding.Span.Start).Count('\n') + 1;
                Console.WriteLine($"{script.Path}:{line}: {finding.Rule.Id} {string.Format(null, finding.Rule.Message, [.. finding.Arguments])}");
                Console.WriteLine($"    {script.Text.Split('\n')[line - 1].Trim()}");
            }

            foreach (var problem in report.Problems)
            {
                Console.WriteLine($"{script.Path}:{script.Text.AsSpan(0, problem.Span.Start).Count('\n') + 1}: not read: {problem.Reason}");
            }
        }

        Console.WriteLine($"{files} files, {findings} findings");
    }
}
