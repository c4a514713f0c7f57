using System.CommandLine;
using ImageGuard.Tool.Guarding;

namespace ImageGuard.Tool.Commands.Guarded;

/// <summary><c>imageguard import</c>, for <c>docker image import</c>.</summary>
internal static class ImportCommand
{
    private static readonly Argument<string> Archive = new("file") { Description = "The archive of a file system; - is the standard input." };
    private static readonly Argument<string> Image = CommonOptions.NewImage();
    private static readonly Option<string?> Message = new("--message", "-m") { Description = "The message of the image's layer.", HelpName = "text" };

    /// <summary>The command.</summary>
    public static Command Create() => GuardCommand.Create(
        "import",
        "Make an image from the archive of a file system.",
        [Archive, Image, Message, CommonOptions.Change, CommonOptions.Platform, CommonOptions.Quiet],
        RunAsync);

    private static async Task RunAsync(GuardContext context)
    {
        var options = new ImportOptions { Message = context.Parsed.GetValue(Message), Platform = context.Parsed.GetValue(CommonOptions.Platform) };
        foreach (var change in context.Parsed.GetRequiredValue(CommonOptions.Change))
        {
            options.Changes.Add(change);
        }

        var file = context.Parsed.GetRequiredValue(Archive);
        using var archive = file == "-" ? CommonOptions.StandardInput("FILE") : File.OpenRead(file);
        var image = await OperationProgress.ShowAsync(
            context.Parsed.GetValue(CommonOptions.Quiet),
            progress => context.Guard.ImportAsync(archive, context.Parsed.GetRequiredValue(Image), options, progress, context.CancellationToken));
        Console.Out.WriteLine(image.Id);
    }
}
