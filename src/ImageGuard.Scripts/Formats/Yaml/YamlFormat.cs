namespace ImageGuard.Scripts.Formats;

/// <summary>YAML files: pipelines and compose files, told apart by their paths and by what stands in them.</summary>
internal sealed class YamlFormat : IScriptFormat
{
    private static readonly IYamlFormat[] All =
        [new GitHubFormat(), new GitLabFormat(), new CircleFormat(), new ComposeFormat(), new AzureFormat(), new StepListFormat()];

    /// <summary>Keys of which every file of these formats has one, but for those that are known by their names.</summary>
    private static readonly string[] TellingKeys = ["steps", "script", "services", "runs-on"];

    public FileNames Files { get; } = new([".yml", ".yaml"]);

    public IReadOnlyList<ScriptSequence> Read(ScriptFile file, ICollection<ScriptProblem> problems)
    {
        var path = file.Path.Replace('\\', '/');
        if (!StepListFormat.Knows(path) && !TellingKeys.Any(key => file.Text.IndexOf(key, StringComparison.Ordinal) >= 0))
        {
            return [];
        }

        var roots = YamlReader.Read(file, out var problem);
        if (roots.Count == 0 || Array.Find(All, format => roots.Any(root => format.Fits(path, root))) is not { } format)
        {
            return [];
        }

        if (problem is not null)
        {
            problems.Add(problem);
        }

        return [.. roots.SelectMany(format.Read)];
    }
}
