using System.CommandLine;
using ImageGuard.Tool.Guarding;

namespace ImageGuard.Tool.Commands.Guarded;

/// <summary><c>imageguard commit</c>, for <c>docker container commit</c>.</summary>
internal static class CommitCommand
{
    private static readonly Argument<string> Container = new("container") { Description = "The container's name or ID." };
    private static readonly Argument<string> Image = CommonOptions.NewImage();
    private static readonly Option<string?> Author = new("--author", "-a") { Description = "Who made it.", HelpName = "author" };
    private static readonly Option<string?> Message = new("--message", "-m") { Description = "A comment.", HelpName = "text" };

    /// <summary>The command.</summary>
    public static Command Create() => GuardCommand.Create(
        "commit", "Make an image from a container.", [Container, Image, Author, Message, CommonOptions.Change], RunAsync);

    private static async Task RunAsync(GuardContext context)
    {
        var options = new CommitOptions { Author = context.Parsed.GetValue(Author), Comment = context.Parsed.GetValue(Message) };
        foreach (var change in context.Parsed.GetRequiredValue(CommonOptions.Change))
        {
            options.Changes.Add(change);
        }

        Console.Out.WriteLine(await context.Guard.CommitAsync(
            context.Parsed.GetRequiredValue(Container), context.Parsed.GetRequiredValue(Image), options, context.CancellationToken));
    }
}
