using System.Text.Json;

namespace ImageGuard.Tool.Linting;

/// <summary>The findings that are known and not reported again, in a file that is committed beside the sources.</summary>
internal sealed class Baseline
{
    private readonly HashSet<string> _known;

    private Baseline(IEnumerable<string> known) => _known = [.. known];

    /// <summary>Reads a baseline.</summary>
    /// <exception cref="IOException">The file cannot be read, or is no baseline.</exception>
    public static Baseline Read(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return new Baseline(document.RootElement.GetProperty("findings").EnumerateArray().Select(entry => entry.GetProperty("fingerprint").GetString()!));
        }
        catch (Exception malformed) when (malformed is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new IOException($"{path}: this is no baseline. Write one with --write-baseline.", malformed);
        }
    }

    /// <summary>Writes the findings as the new baseline: one a line, in the order of files, so that its changes can be reviewed.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, IEnumerable<LintFinding> findings)
    {
        var entries = findings.Select(finding => JsonSerializer.Serialize(new
        {
            rule = finding.Rule.Id,
            path = finding.Place.File.ShownPath,
            fingerprint = finding.Fingerprint,
        }));
        File.WriteAllText(path, $"{{ \"version\": 1, \"findings\": [\n{string.Join(",\n", entries.Select(entry => "  " + entry))}\n] }}\n");
    }

    /// <summary>Whether a finding is in it.</summary>
    public bool Knows(LintFinding finding) => _known.Contains(finding.Fingerprint);
}
