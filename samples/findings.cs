// Prints the findings of a build, file by file, from the SARIF log that the compiler writes. Suggestions are in it too; a build shows
// none of those on the console.

using System.Text.Json;

using var log = JsonDocument.Parse(File.ReadAllText(args[0]));

var findings = (
    from run in log.RootElement.GetProperty("runs").EnumerateArray()
    from result in run.GetProperty("results").EnumerateArray()
    let rule = result.GetProperty("ruleId").GetString()
    where rule.StartsWith("IMG", StringComparison.Ordinal) && !result.TryGetProperty("suppressions", out _)
    let place = result.GetProperty("locations")[0].GetProperty("physicalLocation")
    select (
        File: Path.GetFileName(place.GetProperty("artifactLocation").GetProperty("uri").GetString()),
        Line: place.GetProperty("region").GetProperty("startLine").GetInt32(),
        Rule: rule,
        IsWarning: result.GetProperty("level").GetString() == "warning",
        Message: result.GetProperty("message").GetProperty("text").GetString()))
    .Distinct()
    .OrderBy(finding => finding.File, StringComparer.Ordinal)
    .ThenBy(finding => finding.Line)
    .ThenBy(finding => finding.Rule, StringComparer.Ordinal)
    .ToList();

foreach (var finding in findings)
{
    Write(ConsoleColor.Cyan, $"  {finding.File}:{finding.Line}".PadRight(22));
    Write(finding.IsWarning ? ConsoleColor.Yellow : ConsoleColor.Blue, $"{(finding.IsWarning ? "warning" : "suggestion"),-11} {finding.Rule}");
    Console.WriteLine($"  {finding.Message}");
}

Console.WriteLine($"  {findings.Count} findings of {findings.DistinctBy(finding => finding.Rule).Count()} rules");

static void Write(ConsoleColor color, string text)
{
    Console.ForegroundColor = color;
    Console.Write(text);
    Console.ResetColor();
}
