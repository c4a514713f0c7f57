using System.CommandLine;
using ImageGuard.Tool.Guarding;

namespace ImageGuard.Tool.Commands.Guarded;

/// <summary><c>imageguard push</c>, for <c>docker image push</c>.</summary>
internal static class PushCommand
{
    private static readonly Argument<string> Image = new("image") { Description = "The name, with its registry's." };

    /// <summary>The command.</summary>
    public static Command Create() => GuardCommand.Create("push", "Send an image to its registry.", [Image, CommonOptions.Quiet], RunAsync);

    private static Task RunAsync(GuardContext context)
    {
        var image = context.Parsed.GetRequiredValue(Image);
        return OperationProgress.ShowAsync(context.Parsed.GetValue(CommonOptions.Quiet), async progress =>
        {
            await context.Guard.PushAsync(image, RegistryCredentials.For(image), progress, context.CancellationToken);
            return image;
        });
    }
}
