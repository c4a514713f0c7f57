using System.CommandLine;
using ImageGuard.Tool.Guarding;

namespace ImageGuard.Tool.Commands.Guarded;

/// <summary><c>imageguard verify</c>, which docker has no word for.</summary>
internal static class VerifyCommand
{
    private static readonly Argument<string[]> Images = new("image") { Description = "Names or IDs; none for all images.", Arity = ArgumentArity.ZeroOrMore };
    private static readonly Option<bool> Quick = new("--quick") { Description = "Compare the sizes of files, not their contents." };

    /// <summary>The command.</summary>
    public static Command Create() => GuardCommand.Create(
        "verify", "Verify that the content of images is that of their layers, not only that they are there.", [Images, Quick, CommonOptions.Quiet], RunAsync);

    private static async Task<int> RunAsync(GuardContext context)
    {
        var options = new VerifyOptions { Quick = context.Parsed.GetValue(Quick) };
        var exitCode = ExitCode.Success;
        foreach (var image in await ImagesOfAsync(context))
        {
            var found = await OperationProgress.ShowAsync(
                context.Parsed.GetValue(CommonOptions.Quiet),
                progress => context.Guard.VerifyAsync(image, options, progress, context.CancellationToken));
            Print(found);
            exitCode = found.IsIntact ? exitCode : ExitCode.Failure;
        }

        return exitCode;
    }

    private static async Task<IReadOnlyCollection<string>> ImagesOfAsync(GuardContext context)
    {
        var named = context.Parsed.GetValue(Images) ?? [];
        return named.Length > 0
            ? named
            : (await context.Guard.ListAsync(cancellationToken: context.CancellationToken)).Select(image => image.Id).Distinct().ToArray();
    }

    private static void Print(ImageVerification found)
    {
        var name = found.Names.Count > 0 ? string.Join(", ", found.Names) : found.Id;
        var measure = $"{Sizes.Of(found.BytesRead)} read, {Sizes.Of((long)found.BytesPerSecond)}/s";
        Console.Out.WriteLine(found.IsIntact ? $"Intact: {name} ({measure})" : $"Damaged: {name} ({measure})");
        foreach (var damage in found.Damage)
        {
            Console.Out.WriteLine($"  {damage}");
        }
    }
}
