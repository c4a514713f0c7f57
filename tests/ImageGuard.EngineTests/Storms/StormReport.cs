using System.Text.Json;
using System.Text.RegularExpressions;

namespace ImageGuard.EngineTests.Storms;

/// <summary>What one process of a storm has seen.</summary>
internal sealed partial class StormReport
{
    /// <summary>How an operation ends whose locks were lost; the guard says so, and how it ended after all.</summary>
    public const string BrokenOff = "broken off";

    /// <summary>How often each operation ended in each way.</summary>
    public Dictionary<string, int> Outcomes { get; init; } = [];

    /// <summary>How often each kind of harm was done.</summary>
    public Dictionary<string, int> Harm { get; init; } = [];

    /// <summary>The names that belong to this process alone and that it has not removed.</summary>
    public List<string> Kept { get; init; } = [];

    /// <summary>The unnamed images that its prunes have deleted.</summary>
    public List<string> Pruned { get; init; } = [];

    public static StormReport Sum(IReadOnlyCollection<StormReport> reports) => new()
    {
        Outcomes = Sum(reports.SelectMany(report => report.Outcomes)),
        Harm = Sum(reports.SelectMany(report => report.Harm)),
        Kept = [.. reports.SelectMany(report => report.Kept)],
        Pruned = [.. reports.SelectMany(report => report.Pruned)],
    };

    public static StormReport Read(string path) => JsonSerializer.Deserialize<StormReport>(File.ReadAllText(path))!;

    public void Write(string path) => File.WriteAllText(path, JsonSerializer.Serialize(this));

    public void Count(string operation, string outcome)
    {
        var key = $"{operation} {outcome}";
        Outcomes[key] = Outcomes.GetValueOrDefault(key) + 1;
    }

    public void CountHarm(string what)
    {
        var kind = Identifiers().Replace(what.ReplaceLineEndings(" "), "…"); // so that what is alike is counted as one
        Harm[kind] = Harm.GetValueOrDefault(kind) + 1;
    }

    public override string ToString() => string.Join(
        Environment.NewLine,
        Outcomes.OrderBy(outcome => outcome.Key, StringComparer.Ordinal).Select(outcome => $"{outcome.Value,6} {outcome.Key}")
            .Concat(Harm.OrderByDescending(harm => harm.Value).Select(harm => $"{harm.Value,6} HARM {harm.Key}")));

    private static Dictionary<string, int> Sum(IEnumerable<KeyValuePair<string, int>> counts) =>
        counts.GroupBy(count => count.Key).ToDictionary(group => group.Key, group => group.Sum(count => count.Value));

    [GeneratedRegex("[0-9a-f]{12,}|imageguard-[A-Za-z0-9]+")]
    private static partial Regex Identifiers();
}
