using System.Security.Cryptography;
using System.Text;
using ImageGuard.Tool.Files;

namespace ImageGuard.Tool.Linting;

/// <summary>
/// Knows findings again when the lines around them have moved: by rule, path, the line's text without regard to blanks, and which one
/// of those that are alike.
/// </summary>
/// <param name="root">The folder that paths count from.</param>
internal sealed class Fingerprints(string root)
{
    private readonly Dictionary<string, int> _counts = [];

    /// <summary>Gives a finding its fingerprint. Findings of one file have to come in the order of their places.</summary>
    public LintFinding Mark(LintFinding finding)
    {
        var line = string.Join(' ', finding.Place.File.TextOf(finding.Place.Line).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var key = string.Join('\n', finding.Rule.Id, SlashPath.Relative(root, finding.Place.File.FullPath), line);
        var occurrence = _counts[key] = _counts.GetValueOrDefault(key) + 1;
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(null, $"{key}\n{occurrence}")));
        return finding with { Fingerprint = Convert.ToHexString(hash, 0, 16).ToLowerInvariant() };
    }
}
