namespace ImageGuard.Scripts.Formats;

/// <summary>YAML files: pipelines and compose files, told apart by their paths and by what stands in them.</summary>
internal sealed class YamlFormat : IScriptFormat
{
    private static readonly IYamlFormat[] All =
        [new GitHubFormat(), new GitLabFormat(), new CircleFormat(), new ComposeFormat(), new AzureFormat(), new StepListFormat()];

    /// <summary>Keys of which every file of these formats has one, but for those that are known by their names; <c>before_script</c> counts as <c>script</c>.</summary>
    private static readonly string[] TellingKeys = ["steps", "script", "services", "runs-on"];

    private static readonly char[] BeforeKeys = [' ', '\t', '\r', '\n', '-', '{', ',', '[', '"', '\'', '_'];

    public FileNames Files { get; } = new([".yml", ".yaml"]);

    public IReadOnlyList<ScriptSequence> Read(ScriptFile file, ICollection<ScriptProblem> problems)
    {
        var path = file.Path.Replace('\\', '/');
        if (!StepListFormat.Knows(path) && !TellingKeys.Any(key => HasKey(file.Text, key)))
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

    /// <summary>
    /// Whether a word is written somewhere as a key is. A cheap look before the whole file is read: the description of an API, longer than any
    /// pipeline, speaks of services and has paths that are called so.
    /// </summary>
    private static bool HasKey(string text, string word)
    {
        for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + word.Length, StringComparison.Ordinal))
        {
            var end = at + word.Length;
            end += end < text.Length && text[end] is '"' or '\'' ? 1 : 0;
            end = Lines.SkipBlanks(text, end, text.Length);
            if (end < text.Length && text[end] == ':' && (at == 0 || BeforeKeys.Contains(text[at - 1])))
            {
                return true;
            }
        }

        return false;
    }
}
