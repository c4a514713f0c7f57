namespace ImageGuard.Scripts.Formats;

/// <summary>
/// Azure Pipelines, templates included: lists of steps wherever they stand. <c>$(name)</c> is the pipeline's variable rather than a command's output,
/// for the pipeline goes first.
/// </summary>
internal sealed class AzureFormat : IYamlFormat
{
    /// <summary>What the tasks for Docker do by names of their own, with names for the image that no argument says.</summary>
    private static readonly string[] NamedDockerCommands =
        ["build", "push", "buildAndPush", "login", "logout", "start", "stop", "Build an image", "Push an image", "Run an image"];

    private static readonly string[] StepKeys = ["script", "bash", "pwsh", "powershell", "task"];

    /// <summary>What of a pool tells its system: <c>vmImage</c> for hosted ones, a telling name else.</summary>
    private static readonly string[] PoolKeys = ["vmImage", "name", "image"];

    public bool Fits(string path, YamlNode root) =>
        path.Contains("azure-pipelines") || root.Mappings().Any(mapping => mapping["steps"].Items().Any(IsStep));

    public IEnumerable<ScriptSequence> Read(YamlNode root)
    {
        var sequences = new List<ScriptSequence>();
        Walk(root, new Surroundings(IsWindows: false, Pool: null, Stage: null, Job: null), VariablesOf(root.At("variables")), sequences);
        return sequences;
    }

    private static void Walk(YamlNode node, Surroundings around, Dictionary<string, string> variables, List<ScriptSequence> sequences)
    {
        if (node is YamlSequence list)
        {
            var items = list.Items.SelectMany(Unwrapped).ToList();
            if (items.Any(IsStep))
            {
                sequences.Add(new ScriptSequence([.. items.Select(step => ReadStep(step, around.IsWindows, variables)).OfType<EmbeddedScript>()]) { Job = around.ToJob() });
            }

            foreach (var item in items.Where(item => !IsStep(item)))
            {
                Walk(item, around, variables, sequences);
            }
        }

        around = around.Within(node);
        foreach (var entry in node.Entries())
        {
            Walk(entry.Value, around, variables, sequences);
        }
    }

    /// <summary>What steps inherit from what stands around them.</summary>
    /// <param name="IsWindows">Whether they run on Windows.</param>
    /// <param name="Pool">The pool of one's own agents that they run on; null for hosted ones, each of which is new.</param>
    /// <param name="Stage">Their stage.</param>
    /// <param name="Job">Their job.</param>
    private sealed record Surroundings(bool IsWindows, string? Pool, string? Stage, YamlNode? Job)
    {
        public Surroundings Within(YamlNode node)
        {
            var around = this with { Stage = node.At("stage").Text() ?? Stage, Job = NameOf(node) is null ? Job : node };
            return node.At("pool") is not { } pool ? around : around with
            {
                IsWindows = PoolKeys.Select(key => pool.At(key)).Append(pool).Any(AzureFormat.IsWindows),
                Pool = pool.At("vmImage") is null ? (pool.At("name") ?? pool).Text() : null,
            };
        }

        public PipelineJob? ToJob() => Pool is null || NameOf(Job) is not { } name ? null : new PipelineJob(name, Pool)
        {
            Stage = Stage,
            Needs = [.. Job.At("dependsOn").Texts()],
            RunsBesideItself = Job.At("strategy").At("matrix") is not null && Job.At("strategy").At("maxParallel").Text() != "1",
        };

        private static string? NameOf(YamlNode? node) => (node.At("job") ?? node.At("deployment")).Text();
    }

    /// <summary>What stands under a condition (<c>${{ if … }}:</c>) in a list counts as an item of the list.</summary>
    private static IEnumerable<YamlNode> Unwrapped(YamlNode item) =>
        item is YamlMapping { Entries: { Count: > 0 } entries } && entries.TrueForAll(entry => entry.Key.Value.StartsWith("${{", StringComparison.Ordinal))
            ? entries.SelectMany(entry => entry.Value.Items()).SelectMany(Unwrapped)
            : [item];

    private static bool IsWindows(YamlNode? pool) =>
        pool.Text() is { } name && (name.IndexOf("windows", StringComparison.OrdinalIgnoreCase) >= 0 || name.StartsWith("vs20", StringComparison.OrdinalIgnoreCase));

    private static bool IsStep(YamlNode step) => StepKeys.Any(key => step.At(key) is YamlScalar);

    private static EmbeddedScript? ReadStep(YamlNode step, bool isWindows, Dictionary<string, string> variables)
    {
        var (script, shell) = step switch
        {
            _ when step.At("script") is YamlScalar inline => (inline.Parts, isWindows ? PipelineShell.Cmd : PipelineShell.Bash),
            _ when step.At("bash") is YamlScalar inline => (inline.Parts, PipelineShell.Bash),
            _ when (step.At("pwsh") ?? step.At("powershell")) is YamlScalar inline => (inline.Parts, PipelineShell.PowerShell),
            _ when step.At("task").Text() is { } task => ReadTask(task, step.At("inputs"), isWindows),
            _ => ([], PipelineShell.Bash),
        };
        if (script.Count == 0)
        {
            return null;
        }

        var text = Placeholders.Forget(script, "${{", "}}");
        text = Placeholders.Replace(text, "$(", ")", (name, span) => IsName(name) ? Placeholders.ValueOf(name, variables, span) : null);
        return shell.Script(text, failureIsIgnored: step.At("continueOnError").IsTrue());
    }

    private static (IReadOnlyList<CommandPart> Script, PipelineShell Shell) ReadTask(string task, YamlNode? inputs, bool isWindows)
    {
        var script = (inputs.At("script") ?? inputs.At("inlineScript") ?? inputs.At("Inline")) as YamlScalar;
        return task.Split('@')[0].ToLowerInvariant() switch
        {
            "cmdline" => (script?.Parts ?? [], isWindows ? PipelineShell.Cmd : PipelineShell.Bash),
            "bash" or "shellscript" => (script?.Parts ?? [], PipelineShell.Bash),
            "powershell" => (script?.Parts ?? [], PipelineShell.PowerShell),
            "azurecli" when inputs.At("scriptType").Text() is { } type =>
                (script?.Parts ?? [], type is "bash" ? PipelineShell.Bash : type is "batch" ? PipelineShell.Cmd : PipelineShell.PowerShell),
            "azurepowershell" => (script?.Parts ?? [], PipelineShell.PowerShell),
            "docker" => (ReadDocker(inputs), PipelineShell.Bash),
            _ => ([], PipelineShell.Bash),
        };
    }

    /// <summary>The task for Docker with a command of one's own: <c>command: rmi</c>, <c>customCommand: rmi -f …</c>.</summary>
    private static IReadOnlyList<CommandPart> ReadDocker(YamlNode? inputs)
    {
        var command = (inputs.At("customCommand") ?? inputs.At("command")) as YamlScalar;
        return command is null || NamedDockerCommands.Contains(command.Value)
            ? []
            : [CommandPart.Known("docker "), .. command.Parts, CommandPart.Known(" "), .. (inputs.At("arguments") as YamlScalar)?.Parts ?? []];
    }

    /// <summary>Variables are a mapping, or a list of names with values.</summary>
    private static Dictionary<string, string> VariablesOf(YamlNode? variables) =>
        variables is YamlSequence list
            ? list.Items.Select(Named).Variables()
            : new[] { variables }.Variables();

    private static YamlMapping Named(YamlNode variable)
    {
        var mapping = new YamlMapping();
        if (variable.At("name") is YamlScalar name && variable.At("value") is { } value)
        {
            mapping.Entries.Add(new KeyValuePair<YamlScalar, YamlNode>(name, value));
        }

        return mapping;
    }

    private static bool IsName(string text) => text.Length > 0 && text.All(character => char.IsLetterOrDigit(character) || character is '_' or '.' or '-');
}
