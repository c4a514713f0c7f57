namespace ImageGuard.Scripts.Formats;

/// <summary>YAML files: pipelines and compose files, told apart by their paths and by what stands in them.</summary>
internal sealed class YamlFormat : IScriptFormat
{
    private static readonly IYamlFormat[] All =
        [new GitHubFormat(), new GitLabFormat(), new CircleFormat(), new ComposeFormat(), new AzureFormat(), new StepListFormat()];

    public FileNames Files { get; } = new([".yml", ".yaml"]);

    public IReadOnlyList<ScriptSequence> Read(ScriptFile file, ICollection<ScriptProblem> problems)
    {
        var path = file.Path.Replace('\\', '/');
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
