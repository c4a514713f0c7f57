namespace ImageGuard.Scripts.Formats;

/// <summary>Workflows and composite actions of GitHub Actions, and of Gitea and Forgejo, which read the same.</summary>
internal sealed class GitHubFormat : IYamlFormat
{
    public bool Fits(string path, YamlNode root) =>
        path.Contains("/workflows/") && (path.Contains(".github/") || path.Contains(".gitea/") || path.Contains(".forgejo/"))
        || root.At("runs").At("steps") is not null
        || root.At("jobs").Entries().Any(job => job.Value.At("runs-on") is not null);

    public IEnumerable<ScriptSequence> Read(YamlNode root) =>
        root.At("jobs").Entries().Select(job => ReadSteps(root, job.Value) with { Job = ReadJob(job.Key.Value, job.Value) })
            .Concat(root.At("runs").At("steps") is null ? [] : [ReadSteps(root, root.At("runs")!)]);

    /// <summary>GitHub's own runners are new for each job; those that somebody hosts keep their engine.</summary>
    private static PipelineJob? ReadJob(string name, YamlNode job)
    {
        var runner = job.At("runs-on").Texts().ToArray();
        var concurrency = job.At("concurrency");
        var strategy = job.At("strategy");
        return !runner.Contains("self-hosted") ? null : new PipelineJob(name, string.Join(" ", runner))
        {
            Needs = [.. job.At("needs").Texts()],
            Turn = (concurrency.At("group") ?? concurrency).Text(),
            RunsBesideItself = strategy.At("matrix") is not null && strategy.At("max-parallel").Text() != "1",
        };
    }

    private static ScriptSequence ReadSteps(YamlNode root, YamlNode job)
    {
        var runner = job.At("runs-on").Texts().ToArray();
        var usual = (job.At("defaults").At("run").At("shell") ?? root.At("defaults").At("run").At("shell")).Text()
            ?? (runner.Any(label => label.StartsWith("windows", StringComparison.OrdinalIgnoreCase)) ? "pwsh"
                : runner.Any(label => label.Contains("${{")) ? null
                : "bash -e {0}");
        return new ScriptSequence(
        [
            .. from step in job.At("steps").Items()
               let script = step.At("run") as YamlScalar
               let shell = (step.At("shell").Text() ?? usual) is { } name ? PipelineShell.Named(name) : PipelineShell.OfUnknownSystem(script?.Parts ?? [])
               where script is not null && shell is not null
               let variables = new[] { root.At("env"), job.At("env"), step.At("env") }.Variables()
               let text = Placeholders.Replace(script.Parts, "${{", "}}", (name, span) => Placeholders.ValueOf(EnvironmentName(name), variables, span))
               select shell.Script(text, variables, step.At("continue-on-error").IsTrue()),
        ]);
    }

    private static string EnvironmentName(string expression)
    {
        var name = expression.Trim();
        return name.StartsWith("env.", StringComparison.Ordinal) ? name.Substring("env.".Length) : name;
    }
}
