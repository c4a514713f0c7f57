using System.CommandLine;
using ImageGuard.Tool.Guarding;

namespace ImageGuard.Tool.Commands.Guarded;

/// <summary><c>imageguard save</c>, for <c>docker image save</c>.</summary>
internal static class SaveCommand
{
    private static readonly Argument<string[]> Images = new("image") { Description = "Names, or IDs, which are saved by their names.", Arity = ArgumentArity.OneOrMore };

    private static readonly Option<string?> Output = new("--output", "-o")
    {
        Description = "The file, which appears when it is complete and checked. Default: the standard output.",
        HelpName = "file",
    };

    /// <summary>The command.</summary>
    public static Command Create() => GuardCommand.Create(
        "save", "Write images to an archive, by name, and check that it is whole.", [Images, Output, CommonOptions.Quiet], RunAsync);

    private static async Task RunAsync(GuardContext context)
    {
        var (images, file) = (context.Parsed.GetRequiredValue(Images), context.Parsed.GetValue(Output));
        if (file is null && !Console.IsOutputRedirected)
        {
            throw new IOException("An archive is not written to a terminal. Name a file with --output, or pipe it on.");
        }

        await OperationProgress.ShowAsync(context.Parsed.GetValue(CommonOptions.Quiet), async progress =>
        {
            if (file is not null)
            {
                return await context.Guard.SaveAsync(images, file, progress, context.CancellationToken);
            }

            await using var output = Console.OpenStandardOutput();
            return await context.Guard.SaveAsync(images, output, progress, context.CancellationToken);
        });
    }
}
