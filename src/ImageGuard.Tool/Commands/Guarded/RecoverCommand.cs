using System.CommandLine;
using ImageGuard.Tool.Guarding;

namespace ImageGuard.Tool.Commands.Guarded;

/// <summary><c>imageguard recover</c>, which docker has no word for.</summary>
internal static class RecoverCommand
{
    private static readonly Option<string> Format = Choice.Among("--format", "How the report is written.", "text", "json");

    /// <summary>The command.</summary>
    public static Command Create() => GuardCommand.Create(
        "recover",
        "Recover what was interrupted, or was not on disk when power failed.",
        [Format, CommonOptions.Quiet],
        RunAsync,
        recovers: false);

    private static async Task<int> RunAsync(GuardContext context)
    {
        var report = await OperationProgress.ShowAsync(
            context.Parsed.GetValue(CommonOptions.Quiet), progress => context.Guard.RecoverAsync(progress, context.CancellationToken));
        Console.Out.WriteLine(context.Parsed.GetRequiredValue(Format) == "json" ? report.ToJson() : report.ToString());
        return report.IsComplete ? ExitCode.Success : ExitCode.Failure;
    }
}
