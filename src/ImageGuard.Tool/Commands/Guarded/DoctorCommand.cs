using System.CommandLine;
using System.Globalization;
using ImageGuard.Tool.Guarding;

namespace ImageGuard.Tool.Commands.Guarded;

/// <summary><c>imageguard doctor</c>: says what is wrong with the images of an engine and, where that is safe, sets it right.</summary>
internal static class DoctorCommand
{
    private static readonly Option<bool> Repair = new("--repair") { Description = "Recover, remove the unnamed images that nobody can want, and keep within the number of --keep." };
    private static readonly Option<bool> Verify = new("--verify") { Description = "Verify the content of all images too, which reads all of it." };
    private static readonly Option<int?> Keep = new("--keep") { Description = "How many images there may be.", HelpName = "number" };

    /// <summary>The command.</summary>
    public static Command Create() => GuardCommand.Create(
        "doctor",
        "Find interrupted operations, images without a name, damaged images and too many of them.",
        [Repair, Verify, Keep, CommonOptions.Quiet],
        RunAsync,
        recovers: false);

    private static async Task<int> RunAsync(GuardContext context)
    {
        var isRepairing = context.Parsed.GetValue(Repair);
        var left = await (isRepairing ? RecoverAsync(context) : FindInterruptedAsync(context));
        left += await (isRepairing ? CleanUnnamedAsync(context) : ExplainUnnamedAsync(context));
        left += context.Parsed.GetValue(Verify) ? await VerifyAsync(context) : 0;
        left += context.Parsed.GetValue(Keep) is { } keep ? await KeepWithinAsync(context, keep, isRepairing) : 0;
        Console.Out.WriteLine(left == 0 ? "All is well." : string.Create(CultureInfo.InvariantCulture, $"{left} things are left to do."));
        return left == 0 ? ExitCode.Success : ExitCode.Failure;
    }

    private static async Task<int> FindInterruptedAsync(GuardContext context)
    {
        var interrupted = await context.Guard.FindInterruptedAsync(context.CancellationToken);
        Print("Interrupted", interrupted);
        return interrupted.Count;
    }

    private static async Task<int> RecoverAsync(GuardContext context)
    {
        var report = await OperationProgress.ShowAsync(
            context.Parsed.GetValue(CommonOptions.Quiet), progress => context.Guard.RecoverAsync(progress, context.CancellationToken));
        Print("Recovered", report.Operations);
        return report.Operations.Count(operation => operation.Left.Count > 0);
    }

    /// <summary>Those that are meant to be there, such as the steps of a build, are not listed.</summary>
    private static async Task<int> ExplainUnnamedAsync(GuardContext context)
    {
        var unnamed = await context.Guard.ExplainUnnamedAsync(cancellationToken: context.CancellationToken);
        Print("Unnamed", unnamed.Select(Describe));
        return unnamed.Count;
    }

    private static async Task<int> CleanUnnamedAsync(GuardContext context)
    {
        var cleanup = await context.Guard.CleanUnnamedAsync(cancellationToken: context.CancellationToken);
        Print("Removed", cleanup.Removed.Select(Describe));
        Print("Unnamed", cleanup.Left.Select(Describe));
        return cleanup.Left.Count;
    }

    private static string Describe(UnnamedImage image) => $"{image.Id}: {image.Evidence} {image.Advice}";

    private static async Task<int> VerifyAsync(GuardContext context)
    {
        var damaged = 0;
        await foreach (var found in VerifyCommand.VerifyAsync(context, images: []))
        {
            if (found.NotComparable is { } reason)
            {
                Print("Not verified", [$"{VerifyCommand.NamesOf(found.Names, found.Id)}: {reason}."]);
            }
            else if (found.IsDamaged)
            {
                damaged++;
                Print("Damaged", [$"{VerifyCommand.NamesOf(found.Names, found.Id)}: {string.Join("; ", found.Damage)}. Remove it and all that share its layers, then pull or load it again; loading over it repairs nothing."]);
            }
        }

        return damaged;
    }

    private static async Task<int> KeepWithinAsync(GuardContext context, int keep, bool isRepairing)
    {
        var report = await context.Guard.KeepWithinAsync(
            new ImageBudget { MaxImages = keep }, dryRun: !isRepairing, context.CancellationToken);
        Print(isRepairing ? "Removed" : "Too many", report.Freed.Select(image => VerifyCommand.NamesOf(image.Names, image.Id)));
        Print("In the way", report.InTheWay.Select(image => $"{VerifyCommand.NamesOf(image.Names, image.Id)}: {image.Reason} {image.Detail}"));
        return report.ImagesBefore <= keep || (isRepairing && report.IsWithinBudget) ? 0 : 1;
    }

    private static void Print(string what, IEnumerable<object> lines)
    {
        foreach (var line in lines)
        {
            Console.Out.WriteLine($"{what}: {line}");
        }
    }
}
