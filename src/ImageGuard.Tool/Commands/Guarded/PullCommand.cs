using System.CommandLine;
using ImageGuard.Tool.Guarding;

namespace ImageGuard.Tool.Commands.Guarded;

/// <summary><c>imageguard pull</c>, for <c>docker image pull</c>.</summary>
internal static class PullCommand
{
    private static readonly Argument<string> Image = new("image") { Description = "The name; without a tag it is latest." };

    /// <summary>The command.</summary>
    public static Command Create() => GuardCommand.Create(
        "pull", "Pull an image, and make sure that it is there.", [Image, CommonOptions.Platform, CommonOptions.Quiet], RunAsync);

    private static async Task RunAsync(GuardContext context)
    {
        var image = context.Parsed.GetRequiredValue(Image);
        var options = new PullOptions { Credentials = RegistryCredentials.For(image), Platform = context.Parsed.GetValue(CommonOptions.Platform) };
        var pulled = await OperationProgress.ShowAsync(
            context.Parsed.GetValue(CommonOptions.Quiet), progress => context.Guard.PullAsync(image, options, progress, context.CancellationToken));
        Console.Out.WriteLine(pulled.Id);
    }
}
