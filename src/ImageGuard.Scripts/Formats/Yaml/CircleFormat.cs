namespace ImageGuard.Scripts.Formats;

/// <summary>Pipelines of CircleCI: the steps of jobs, of reusable commands, and of both within orbs.</summary>
internal sealed class CircleFormat : IYamlFormat
{
    public bool Fits(string path, YamlNode root) =>
        path.Contains(".circleci/")
        || root.Mappings().Any(mapping => mapping["steps"].Items().Any(step => step.At("run").At("command") is not null));

    public IEnumerable<ScriptSequence> Read(YamlNode root) =>
        from steps in root.ListsNamed("steps")
        select new ScriptSequence(
        [
            .. from step in steps.List.Items
               let run = step.At("run")
               let script = (run as YamlScalar) ?? run.At("command") as YamlScalar
               let shell = PipelineShell.Named((run.At("shell") ?? steps.Holder["shell"]).Text() ?? "bash")
               where script is not null && shell is not null
               let variables = new[] { steps.Holder["environment"], run.At("environment") }.Variables()
               select shell.Script(Placeholders.Forget(script.Parts, "<<", ">>"), variables),
        ]);
}
