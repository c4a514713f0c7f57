namespace ImageGuard.Scripts.Formats;

/// <summary>Projects of MSBuild: the commands of <c>Exec</c> tasks and of build events, with the project's own properties put in.</summary>
internal sealed class MSBuildFormat : IScriptFormat
{
    public FileNames Files { get; } = new([".props", ".targets", ".pubxml", "proj"]);

    public IReadOnlyList<ScriptSequence> Read(ScriptFile file, ICollection<ScriptProblem> problems)
    {
        var project = MSBuildProject.Read(file, problems);
        var properties = new MSBuildProperties(project.Properties);
        return
        [
            .. from command in project.Commands
               group command by command.Target into target
               select new ScriptSequence([.. target.Select(command => ReadCommand(file, command, properties))]),
        ];
    }

    private static EmbeddedScript ReadCommand(ScriptFile file, MSBuildCommand command, MSBuildProperties properties)
    {
        var text = XmlText.Decode(file, command.Start, command.End);
        var shell = IsForWindows(command, string.Concat(text.Select(part => part.Text))) ? PipelineShell.Cmd : PipelineShell.Bash;
        return shell.Script(properties.PutInto(text), failureIsIgnored: command.FailureIsIgnored);
    }

    /// <summary>A command runs in whatever shell the machine has; what only one of them understands tells which one its author had in mind.</summary>
    private static bool IsForWindows(MSBuildCommand command, string text) =>
        command.Condition.Replace(" ", "").Contains("'=='Windows_NT'")
        || text.IndexOf(".exe", StringComparison.OrdinalIgnoreCase) >= 0
        || text.Contains("cmd /c") || text.Contains("for /f") || (text.Contains("\\") && !text.Contains("\\\""));
}
