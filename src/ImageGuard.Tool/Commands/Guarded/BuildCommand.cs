using System.CommandLine;
using Docker.DotNet.Models;
using ImageGuard.Tool.Guarding;

namespace ImageGuard.Tool.Commands.Guarded;

/// <summary><c>imageguard build</c>, for <c>docker image build</c> with the engine's own builder.</summary>
internal static class BuildCommand
{
    private static readonly Argument<string> Context = new("path") { Description = "The folder to build from; - is a context as an archive from the standard input." };
    private static readonly Option<string[]> Tag = new("--tag", "-t") { Description = "A name of the image; at least one is needed. May be repeated.", HelpName = "name", Required = true };
    private static readonly Option<string> Dockerfile = new("--file", "-f") { Description = "The Dockerfile, within the folder.", HelpName = "file", DefaultValueFactory = _ => "Dockerfile" };
    private static readonly Option<string[]> BuildArgument = Many("--build-arg", "A value of the build, NAME=VALUE or the NAME of an environment variable.", "name=value");
    private static readonly Option<string[]> Label = Many("--label", "A label, NAME=VALUE.", "name=value");
    private static readonly Option<string?> Target = new("--target") { Description = "The stage to build.", HelpName = "stage" };
    private static readonly Option<string?> Network = new("--network") { Description = "The network of RUN instructions.", HelpName = "mode" };
    private static readonly Option<bool> NoCache = new("--no-cache") { Description = "Use no cache." };
    private static readonly Option<bool> Pull = new("--pull") { Description = "Pull a newer base." };

    /// <summary>The command.</summary>
    public static Command Create() => GuardCommand.Create(
        "build",
        "Build an image, in turn with builds of the same name or base.",
        [Context, Tag, Dockerfile, BuildArgument, Label, Target, Network, NoCache, Pull, CommonOptions.Platform, CommonOptions.Quiet],
        RunAsync);

    private static async Task RunAsync(GuardContext context)
    {
        var parsed = context.Parsed;
        var (folder, dockerfile) = (parsed.GetRequiredValue(Context), parsed.GetRequiredValue(Dockerfile));
        var parameters = new ImageBuildParameters
        {
            Tags = parsed.GetRequiredValue(Tag),
            Dockerfile = folder == "-" ? dockerfile : PathInContext(folder, dockerfile),
            BuildArgs = parsed.GetRequiredValue(BuildArgument).ToDictionary(NameOf, ValueOf),
            Labels = parsed.GetRequiredValue(Label).ToDictionary(NameOf, ValueOf),
            Target = parsed.GetValue(Target),
            NetworkMode = parsed.GetValue(Network),
            NoCache = parsed.GetValue(NoCache),
            Pull = parsed.GetValue(Pull) ? "true" : null,
            Platform = parsed.GetValue(CommonOptions.Platform),
            Remove = true,
            ForceRemove = true,
        };
        using var archive = folder == "-" ? CommonOptions.StandardInput("PATH") : BuildContext.Pack(folder, parameters.Dockerfile);
        var image = await OperationProgress.ShowAsync(
            parsed.GetValue(CommonOptions.Quiet),
            progress => context.Guard.BuildAsync(archive, parameters, credentials: null, progress, context.CancellationToken));
        Console.Out.WriteLine(image.Id);
    }

    /// <summary>A Dockerfile is named from the context's folder on, or from the current one.</summary>
    private static string PathInContext(string folder, string dockerfile)
    {
        var path = Path.Combine(folder, dockerfile);
        var relative = Path.GetRelativePath(folder, File.Exists(path) ? path : dockerfile).Replace(Path.DirectorySeparatorChar, '/');
        return relative.StartsWith("../", StringComparison.Ordinal)
            ? throw new IOException($"{dockerfile}: the Dockerfile has to lie within {folder}.")
            : relative;
    }

    private static string NameOf(string pair) => pair.Split('=', 2)[0];

    private static string? ValueOf(string pair) => pair.Split('=', 2) is [_, var value] ? value : Environment.GetEnvironmentVariable(pair);

    private static Option<string[]> Many(string name, string description, string helpName) => new(name)
    {
        Description = description + " May be repeated.",
        HelpName = helpName,
        DefaultValueFactory = _ => [],
    };
}
