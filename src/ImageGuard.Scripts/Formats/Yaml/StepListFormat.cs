namespace ImageGuard.Scripts.Formats;

/// <summary>Pipelines and task files that keep their commands in lists under telling keys: Drone, Woodpecker, Bitbucket, Travis, CodeBuild, Taskfile.</summary>
internal sealed class StepListFormat : IYamlFormat
{
    private static readonly string[] Names =
    [
        ".drone.", ".woodpecker", "bitbucket-pipelines.", ".travis.", "buildspec", "appveyor.", ".appveyor.", "taskfile.", "cloud-init", "user-data",
        "cloud-config", "cloudbuild.",
    ];

    private static readonly string[] Keys =
    [
        "commands", "cmds", "script", "before_script", "after_script", "after-script", "before_install", "install", "after_success", "before_deploy",
        "after_deploy", "deploy_script", "runcmd", "bootcmd", "build_script", "test_script",
    ];

    /// <summary>Where each command has a shell of its own; elsewhere one shell runs them all.</summary>
    private static readonly string[] SeparateKeys = ["cmds", "build_script", "test_script", "deploy_script"];

    /// <summary>Whether a file is one of these by its path.</summary>
    public static bool Knows(string path) => Array.Exists(Names, name => path.IndexOf(name, StringComparison.OrdinalIgnoreCase) >= 0);

    public bool Fits(string path, YamlNode root) => Knows(path);

    public IEnumerable<ScriptSequence> Read(YamlNode root) =>
        from mapping in root.Mappings()
        from entry in mapping.Entries
        where Keys.Contains(entry.Key.Value)
        let commands = Commands(entry.Value).ToArray()
        select new ScriptSequence(
            SeparateKeys.Contains(entry.Key.Value) || !commands.All(command => command is YamlScalar)
                ? [.. commands.Select(ReadCommand)]
                : [Script(commands.SelectMany(command => ((YamlScalar)command).Parts.Append(CommandPart.Known("\n"))))]);

    /// <summary>A command is a text, the <c>cmd</c> of an item with more to it, or a list of words.</summary>
    private static IEnumerable<YamlNode> Commands(YamlNode list) =>
        list is YamlScalar ? [list] : list.Items().Select(item => item.At("cmd") ?? item);

    private static EmbeddedScript Script(IEnumerable<CommandPart> text) =>
        new(Placeholders.Forget([.. text], "{{", "}}"), ShellDialect.Posix) { StopsAtFailure = true };

    private static EmbeddedScript ReadCommand(YamlNode command) => command is YamlScalar text
        ? Script(text.Parts)
        : new EmbeddedScript([.. WordListText.Of(command.Items().OfType<YamlScalar>().Select(word => word.Parts))], ShellDialect.Posix) { IsWordList = true };
}
