using Spectre.Console;

namespace ImageGuard.Tool.Guarding;

/// <summary>Shows how far an operation is: as bars in a terminal, as lines in a pipe. Both on the error output, for the other one may be the archive.</summary>
internal static class OperationProgress
{
    /// <summary>Runs an operation and shows its progress.</summary>
    public static async Task<TResult> ShowAsync<TResult>(bool isQuiet, Func<IProgress<ImageProgress>?, Task<TResult>> operation)
    {
        if (isQuiet)
        {
            return await operation(null);
        }

        if (Console.IsErrorRedirected)
        {
            return await operation(new ProgressLines(Console.Error));
        }

        var terminal = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return await terminal.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new DownloadedColumn(), new SpinnerColumn(Spinner.Known.Line))
            .StartAsync(context => operation(new ProgressBars(terminal, context)));
    }
}
