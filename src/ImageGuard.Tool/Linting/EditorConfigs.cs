using System.Collections.Concurrent;
using System.Collections.Immutable;
using ImageGuard.Model;

namespace ImageGuard.Tool.Linting;

/// <summary>
/// What <c>.editorconfig</c> files say: <c>imageguard.IMG101.severity</c> and <c>dotnet_diagnostic.IMG101.severity</c>, of which the first
/// goes before, and <c>imageguard.exclude = true</c> for the files of a section.
/// </summary>
internal sealed class EditorConfigs
{
    private const string FileName = ".editorconfig";

    private readonly ConcurrentDictionary<string, ImmutableArray<ConfigFile>> _chains = new();

    /// <summary>The severity that is set for a rule in a file, or null.</summary>
    public RuleSeverity? SeverityOf(string ruleId, string fullPath) =>
        ChainOf(fullPath) is { IsEmpty: false } chain ? EditorConfigValues.SeverityOf(chain, fullPath, ruleId) : null;

    /// <summary>Whether a file is not to be linted.</summary>
    public bool Excludes(string fullPath) =>
        ChainOf(fullPath) is { IsEmpty: false } chain && EditorConfigValues.Excludes(chain, fullPath);

    /// <summary>The files that count for a path, the outermost first; none where no file speaks of us, as in most trees.</summary>
    private ImmutableArray<ConfigFile> ChainOf(string fullPath)
    {
        var chain = FilesFrom(fullPath[..Math.Max(fullPath.LastIndexOf('/'), 0)]);
        return chain.Any(file => file.SpeaksOfUs) ? chain : [];
    }

    private ImmutableArray<ConfigFile> FilesFrom(string folder) => _chains.GetOrAdd(folder, _ =>
    {
        var outer = folder.LastIndexOf('/') is >= 0 and var end ? FilesFrom(folder[..end]) : [];
        var path = $"{folder}/{FileName}";
        return File.Exists(path) ? outer.Add(ConfigFile.Read(path)) : outer;
    });
}

/// <summary>One <c>.editorconfig</c>.</summary>
internal sealed record ConfigFile(string Path, string Text)
{
    /// <summary>Whether it has any of our keys: the cheap look before it is read line by line.</summary>
    public bool SpeaksOfUs { get; } =
        Text.Contains("imageguard.", StringComparison.OrdinalIgnoreCase) || Text.Contains("dotnet_diagnostic.IMG", StringComparison.OrdinalIgnoreCase);

    public static ConfigFile Read(string path) => new(path, File.ReadAllText(path));
}
