using System.Text.Json;

namespace ImageGuard.EndToEnd.Tests;

/// <summary>What the compiler reported.</summary>
/// <param name="Rule">The rule's ID.</param>
/// <param name="Level">As SARIF has it: a suggestion is a <c>note</c>.</param>
/// <param name="File">The file's name without its folder.</param>
/// <param name="Code">The first line of the code that it points at.</param>
internal sealed record Finding(string Rule, string Level, string File, string Code);

/// <summary>A build that has ended: what it printed, and what its log of findings holds.</summary>
internal sealed record Build(int ExitCode, string Output, IReadOnlyList<Finding> Findings)
{
    public bool Succeeded => ExitCode == 0;

    /// <summary>Reads our findings from a SARIF log, in a stable order.</summary>
    public static IReadOnlyList<Finding> ReadFindings(string log)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(log));
        var results = document.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray();

        return
        [
            .. from result in results
               let rule = result.GetProperty("ruleId").GetString()
               where rule.StartsWith("IMG", StringComparison.Ordinal)
               let place = result.GetProperty("locations")[0].GetProperty("physicalLocation")
               let file = new Uri(place.GetProperty("artifactLocation").GetProperty("uri").GetString()!).LocalPath
               let line = place.GetProperty("region").GetProperty("startLine").GetInt32()
               orderby file, line, rule
               select new Finding(rule, result.GetProperty("level").GetString()!, Path.GetFileName(file), File.ReadLines(file).ElementAt(line - 1).Trim()),
        ];
    }
}
