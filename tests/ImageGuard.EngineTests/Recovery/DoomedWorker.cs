using System.Globalization;
using ImageGuard.Engines;
using ImageGuard.Journal;

namespace ImageGuard.EngineTests.Recovery;

/// <summary>
/// A process that begins one operation, stops at a moment of its life in the journal, says so, and waits to be killed; or that recovers and
/// kills itself before it writes a certain number of times.
/// </summary>
internal static class DoomedWorker
{
    public const string Role = "doomed";

    public static async Task RunAsync(string[] arguments)
    {
        var options = RecoveryState.OptionsOf(arguments[1]);
        options.JournalProvider = key =>
        {
            var journal = SqliteJournal.Open(options.StateFolder, key, TimeProvider.System);
            return int.TryParse(arguments[2], CultureInfo.InvariantCulture, out var writes)
                ? new SuicidalJournal(journal, writes)
                : new StoppingJournal(journal, Enum.Parse<StopAt>(arguments[2]));
        };
        using var client = EngineClient.Connect(new Uri(arguments[0]));
        await using var guard = await DockerImageGuard.OpenAsync(client, options);
        if (arguments is [_, _, _, var operation, var image, var source])
        {
            await RunAsync(guard, operation, image, source);
        }
        else
        {
            await guard.RecoverAsync();
        }
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
