using Docker.DotNet;
using Docker.DotNet.Models;
using ImageGuard.Engines;
using ImageGuard.Journal;

namespace ImageGuard.EngineTests.Recovery;

/// <summary>An engine for recoveries alone: its images are damaged, and the leavings of operations are counted.</summary>
public sealed class RecoveryFixture : IAsyncLifetime
{
    private DockerEngine? _engine;
    private DockerClient? _client;

    public DockerClient Client => _client!;

    public Uri Endpoint => _engine!.Endpoint;

    /// <summary>For archives.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("imageguard-").FullName;

    public async Task InitializeAsync()
    {
        _engine = await DockerEngine.StartThrowawayAsync();
        _client = EngineClient.Connect(_engine.Endpoint);
    }

    public async Task DisposeAsync()
    {
        _client?.Dispose();
        if (_engine is not null)
        {
            await _engine.DisposeAsync();
        }

        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>A guard that recovers only when it is told to.</summary>
    public Task<DockerImageGuard> OpenAsync(RecoveryState state) => OpenAsync(state.Options());

    /// <summary>A guard whose operations end as if power failed right after they had succeeded: the journal does not learn that they are on disk.</summary>
    internal Task<DockerImageGuard> OpenBeforePowerCutAsync(RecoveryState state)
    {
        var options = state.Options();
        options.JournalProvider = key => new PowerCutJournal(SqliteJournal.Open(state.Folder, key, TimeProvider.System));
        return OpenAsync(options);
    }

    internal Task<DockerImageGuard> OpenAsync(ImageGuardOptions options) => DockerImageGuard.OpenAsync(Client, options);

    /// <summary>The journal itself.</summary>
    internal async Task<SqliteJournal> OpenJournalAsync(RecoveryState state) =>
        SqliteJournal.Open(state.Folder, (await Client.System.GetSystemInfoAsync()).ID, TimeProvider.System);

    /// <summary>Writes the archive of a new image whose only layer no other image has, and returns its path.</summary>
    public string WriteArchive(string name, TestImage? image = null)
    {
        var path = Path.Combine(Folder, $"{Guid.NewGuid():n}.tar");
        File.WriteAllBytes(path, (image ?? TestImage.Create(ballastMegabytes: 1)).ToArchive(name));
        return path;
    }

    /// <summary>Empties a file of the image's topmost layer, as a power cut leaves it.</summary>
    public async Task DamageAsync(string image, string file = "ballast")
    {
        var layer = (await Client.FindImageAsync(image))!.GraphDriver.Data["UpperDir"];
        await using var stream = File.OpenWrite(Path.Combine(layer, file));
        stream.SetLength(0);
    }

    /// <summary>The IDs of all images without a name, those included that are a step of another.</summary>
    public async Task<IReadOnlyList<string>> UnnamedAsync()
    {
        var images = await Client.Images.ListImagesAsync(new ImagesListParameters { All = true });
        return [.. images.Where(image => image.RepoTags is null or [] or ["<none>:<none>"]).Select(image => image.ID).Order()];
    }
}

/// <summary>What the guards of one test remember: the locks and the journal.</summary>
public sealed class RecoveryState : IDisposable
{
    public RecoveryState() => Directory.CreateDirectory(Folder);

    /// <summary>Where both lie.</summary>
    public string Root { get; } = Directory.CreateTempSubdirectory("imageguard-").FullName;

    /// <summary>Where the journal lies.</summary>
    public string Folder => StateFolderIn(Root);

    public ImageGuardOptions Options() => OptionsOf(Root);

    /// <summary>The options of a process that shares the state.</summary>
    public static ImageGuardOptions OptionsOf(string root) => new()
    {
        LockFolder = Path.Combine(root, "locks"),
        StateFolder = StateFolderIn(root),
        RecoverAtOpen = false,
        SettleTime = TimeSpan.FromSeconds(2),
    };

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private static string StateFolderIn(string root) => Path.Combine(root, "state");
}

/// <summary>The tests of recoveries; they share an engine and run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class RecoveryEngine : ICollectionFixture<RecoveryFixture>
{
    public const string Name = "recovery";
}
