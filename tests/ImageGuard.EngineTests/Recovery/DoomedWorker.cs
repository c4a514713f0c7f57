using ImageGuard.Engines;
using ImageGuard.Journal;

namespace ImageGuard.EngineTests.Recovery;

/// <summary>A process that begins one operation, stops at a moment of its life in the journal, says so, and waits to be killed.</summary>
internal static class DoomedWorker
{
    public const string Role = "doomed";

    public static async Task RunAsync(string[] arguments)
    {
        var state = new DirectoryInfo(arguments[1]);
        var options = new ImageGuardOptions
        {
            LockFolder = state.FullName,
            StateFolder = state.FullName,
            JournalProvider = key => new StoppingJournal(
                SqliteJournal.Open(state.FullName, key, TimeProvider.System), Enum.Parse<StopAt>(arguments[2])),
        };
        using var client = EngineClient.Connect(new Uri(arguments[0]));
        await using var guard = await DockerImageGuard.OpenAsync(client, options);
        await RunAsync(guard, arguments[3], arguments[4], arguments[5]);
    }

    private static Task RunAsync(DockerImageGuard guard, string operation, string image, string source) => operation switch
    {
        "load" => guard.LoadAsync(source),
        "pull" => guard.PullAsync(image),
        "build" => guard.BuildAsync(TestImages.BuildContext($"FROM {source}\nENV A=b\nENV C=d\n"), TestImages.BuildParameters(image)),
        "commit" => guard.CommitAsync(source, image),
        "import" => guard.ImportAsync(new MemoryStream(Tar.Of(("file", [1]))), image),
        "tag" => guard.TagAsync(source, image),
        "remove" => guard.RemoveAsync(image),
        _ => throw new ArgumentOutOfRangeException(nameof(operation)),
    };
}
