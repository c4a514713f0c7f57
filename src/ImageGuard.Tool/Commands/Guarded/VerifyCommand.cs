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
        await foreach (var found in VerifyAsync(context, context.Parsed.GetValue(Images) ?? [], options))
        {
            Print(found);
            exitCode = found.IsIntact ? exitCode : ExitCode.Failure;
        }

        return exitCode;
    }

    /// <summary>Verifies images, and shows how far each is.</summary>
    /// <param name="context">The command.</param>
    /// <param name="images">Names or IDs; none for all images.</param>
    /// <param name="options">How thoroughly; null for the defaults.</param>
    internal static async IAsyncEnumerable<ImageVerification> VerifyAsync(GuardContext context, IReadOnlyCollection<string> images, VerifyOptions? options = null)
    {
        if (images.Count == 0)
        {
            images = [.. (await context.Guard.ListAsync(cancellationToken: context.CancellationToken)).Select(image => image.Id).Distinct()];
        }

        foreach (var image in images)
        {
            yield return await OperationProgress.ShowAsync(
                context.Parsed.GetValue(CommonOptions.Quiet),
                progress => context.Guard.VerifyAsync(image, options, progress, context.CancellationToken));
        }
    }

    /// <summary>What an image is called: all its names, or its ID where it has none.</summary>
    internal static string NamesOf(IReadOnlyCollection<string> names, string id) => names.Count > 0 ? string.Join(", ", names) : id;

    private static void Print(ImageVerification found)
    {
        var name = NamesOf(found.Names, found.Id);
        var measure = $"{Sizes.Of(found.BytesRead)} read, {Sizes.Of((long)found.BytesPerSecond)}/s";
        Console.Out.WriteLine($"{(found.IsIntact ? "Intact" : found.IsDamaged ? "Damaged" : "Not verified")}: {name} ({measure})");
        if (found.NotComparable is { } reason)
        {
            Console.Out.WriteLine($"  {reason}");
        }

        foreach (var damage in found.Damage)
        {
            Console.Out.WriteLine($"  {damage}");
        }
    }
}
