using ImageGuard.Engines;
using ImageGuard.Journal;

namespace ImageGuard.EngineTests.PowerCuts;

/// <summary>
/// The process that uses the guard within the machine. It is told what to do line by line, does all of it at a time, and answers each line
/// when it is done.
/// </summary>
internal static class MachineWorker
{
    public const string Role = "machine";

    /// <summary>What is between the parts of a line.</summary>
    public const char Separator = '\t';

    public static async Task RunAsync(string[] arguments)
    {
        var options = new ImageGuardOptions
        {
            StateFolder = arguments[1],
            LockFolder = arguments[2],
            Durability = Enum.Parse<Durability>(arguments[3]),
            SettleTime = TimeSpan.FromSeconds(5),
            RecoverAtOpen = false, // It is told to, for its report.
        };
        BreakingJournal? journal = null;
        options.JournalProvider = key =>
            journal = new BreakingJournal(SqliteJournal.Open(options.StateFolder, key, TimeProvider.System), options.StateFolder);
        using var client = EngineClient.Connect(new Uri(arguments[0]));
        await using var guard = await DockerImageGuard.OpenAsync(client, options);
        while (await Console.In.ReadLineAsync() is { } line)
        {
            _ = AnswerAsync(guard, journal!, line.Split(Separator));
        }
    }

    private static async Task AnswerAsync(DockerImageGuard guard, BreakingJournal journal, string[] line)
    {
        string answer;
        try
        {
            answer = $"{line[0]}{Separator}done{Separator}{await DoAsync(guard, journal, line[1], line[2], line[3])}";
        }
        catch (Exception failure)
        {
            answer = $"{line[0]}{Separator}failed{Separator}{failure.ToString().ReplaceLineEndings(" ")}";
        }

        Console.Out.WriteLine(answer);
    }

    private static async Task<string> DoAsync(DockerImageGuard guard, BreakingJournal journal, string operation, string image, string source)
    {
        switch (operation)
        {
            case "load":
                await guard.LoadAsync(source);
                break;
            case "pull":
                await guard.PullAsync(image);
                break;
            case "build":
                await using (var context = File.OpenRead(source))
                {
                    await guard.BuildAsync(context, TestImages.BuildParameters(image));
                }

                break;
            case "commit":
                await guard.CommitAsync(source, image);
                break;
            case "import":
                await using (var files = File.OpenRead(source))
                {
                    await guard.ImportAsync(files, image);
                }

                break;
            case "tag":
                await guard.TagAsync(source, image);
                break;
            case "remove":
                await guard.RemoveAsync(image);
                break;
            case "break":
                journal.Breaks = Enum.Parse<Breakage>(source);
                break;
            case "recover":
                return (await guard.RecoverAsync()).ToJson().ReplaceLineEndings(" ");
            default:
                throw new ArgumentOutOfRangeException(nameof(operation), operation, message: null);
        }

        return "";
    }
}
