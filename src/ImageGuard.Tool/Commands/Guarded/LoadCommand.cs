using System.CommandLine;
using ImageGuard.Tool.Guarding;

namespace ImageGuard.Tool.Commands.Guarded;

/// <summary><c>imageguard load</c>, for <c>docker image load</c>.</summary>
internal static class LoadCommand
{
    private static readonly Option<string?> Input = new("--input", "-i") { Description = "The archive. Default: what comes in by the standard input.", HelpName = "file" };

    private static readonly Option<string?> Name = new("--name") { Description = "The name of an image that has none in the archive.", HelpName = "image" };

    private static readonly Option<bool> AllowUnnamed = new("--allow-unnamed") { Description = "Load images without a name too." };

    /// <summary>The command.</summary>
    public static Command Create() => GuardCommand.Create(
        "load", "Load images from an archive, which is checked before.", [Input, Name, AllowUnnamed, CommonOptions.Quiet], RunAsync);

    private static async Task RunAsync(GuardContext context)
    {
        var options = new LoadOptions { NameForUnnamed = context.Parsed.GetValue(Name), AllowUnnamed = context.Parsed.GetValue(AllowUnnamed) };
        using var archive = context.Parsed.GetValue(Input) is { } file ? File.OpenRead(file) : CommonOptions.StandardInput("--input FILE");
        var result = await OperationProgress.ShowAsync(
            context.Parsed.GetValue(CommonOptions.Quiet), progress => context.Guard.LoadAsync(archive, options, progress, context.CancellationToken));
        RemoveCommand.Print("Loaded image", result.Names);
        RemoveCommand.Print("Loaded image ID", result.UnnamedIds);
    }
}
