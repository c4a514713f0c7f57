namespace ImageGuard.Scripts.Formats;

/// <summary>
/// Pipelines of GitLab CI. A job's <c>before_script</c> and <c>script</c> run in one shell, <c>after_script</c> in one of its own, all of them told to
/// stop at the first failure. Hidden jobs count as jobs: others, of other files too, are made of them.
/// </summary>
internal sealed class GitLabFormat : IYamlFormat
{
    /// <summary>How many lines of a script are gathered: aliases of aliases can make more than any memory holds.</summary>
    private const int MaxLines = 10_000;

    /// <summary>How many steps are followed from a job through the jobs that it extends.</summary>
    private const int MaxExtends = 16;

    private static readonly string[] ScriptKeys = ["before_script", "script", "after_script", "extends"];

    /// <summary>What tells a job from a mapping of another pipeline that happens to have a script.</summary>
    private static readonly string[] JobKeys = ["stage", "extends", "rules", "only", "except", "needs", "tags", "image", "artifacts"];

    public bool Fits(string path, YamlNode root) =>
        path.Contains(".gitlab-ci") || path.Contains(".gitlab/") || root.Entries().Any(entry => IsJob(entry.Value));

    public IEnumerable<ScriptSequence> Read(YamlNode root) =>
        root.Entries().Where(entry => HasScript(entry.Value)).Select(entry => ReadJob(root, entry.Value) with { Job = JobOf(root, entry.Key.Value, entry.Value) })
            .Concat(HasScript(root) ? [ReadJob(root, root)] : []);

    private static bool IsJob(YamlNode node) => node.At("script") is not null && JobKeys.Any(key => node.At(key) is not null);

    private static bool HasScript(YamlNode node) => ScriptKeys.Any(key => node.At(key) is not null);

    private static ScriptSequence ReadJob(YamlNode root, YamlNode job)
    {
        var variables = new[] { root.At("variables"), Inherited(root, job, "variables") }.Variables();
        var main = Lines(root, [InheritedOrDefault(root, job, "before_script"), Inherited(root, job, "script")]);
        var last = Lines(root, [InheritedOrDefault(root, job, "after_script")]);
        return new ScriptSequence(
            [PipelineShell.StrictestBash.Script(main, variables), PipelineShell.StrictestBash.Script(last, variables, failureIsIgnored: true)]);
    }

    /// <summary>A job that asks for a runner by tags and for no image runs on that machine itself. A hidden job does not run.</summary>
    private static PipelineJob? JobOf(YamlNode root, string name, YamlNode job)
    {
        var tags = InheritedOrDefault(root, job, "tags").Texts().ToArray();
        return tags.Length == 0 || name.StartsWith(".", StringComparison.Ordinal) || InheritedOrDefault(root, job, "image") is not null ? null
            : new PipelineJob(name, string.Join(" ", tags))
            {
                Stage = Inherited(root, job, "stage").Text() ?? "test",
                Needs = [.. Inherited(root, job, "needs").Items().Select(need => need.At("job").Text() ?? need.Text()).OfType<string>()],
                Turn = Inherited(root, job, "resource_group").Text(),
                RunsBesideItself = Inherited(root, job, "parallel") is not null,
            };
    }

    private static YamlNode? InheritedOrDefault(YamlNode root, YamlNode job, string key) =>
        Inherited(root, job, key) ?? root.At("default").At(key) ?? root.At(key);

    /// <summary>What a job says, or the job that it extends; of several the last goes first.</summary>
    private static YamlNode? Inherited(YamlNode root, YamlNode job, string key)
    {
        var waiting = new Stack<YamlNode>([job]);
        for (var steps = 0; waiting.Count > 0 && steps < MaxExtends; steps++)
        {
            var current = waiting.Pop();
            if (current.At(key) is { } found)
            {
                return found;
            }

            foreach (var name in current.At("extends").Texts())
            {
                waiting.PushIfAny(root.At(name));
            }
        }

        return null;
    }

    /// <summary>The lines of nested lists and of what <c>!reference [job, script]</c> names, one after another.</summary>
    private static List<CommandPart> Lines(YamlNode root, IEnumerable<YamlNode?> scripts)
    {
        var lines = new List<CommandPart>();
        var waiting = new Stack<YamlNode>();
        foreach (var script in scripts.Reverse())
        {
            waiting.PushIfAny(script);
        }

        for (var steps = 0; waiting.Count > 0 && steps < MaxLines; steps++)
        {
            switch (waiting.Pop())
            {
                case YamlScalar scalar:
                    lines.AddRange(Placeholders.Forget(scalar.Parts, "$[[", "]]"));
                    lines.Add(CommandPart.Known("\n"));
                    break;
                case YamlSequence { Tag: "!reference" } reference:
                    waiting.PushIfAny(reference.Texts().Aggregate((YamlNode?)root, (node, key) => node.At(key)));
                    break;
                case YamlSequence sequence:
                    for (var i = sequence.Items.Count - 1; i >= 0; i--)
                    {
                        waiting.Push(sequence.Items[i]);
                    }

                    break;
            }
        }

        return lines;
    }
}
