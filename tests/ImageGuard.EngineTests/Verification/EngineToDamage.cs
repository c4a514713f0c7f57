using Docker.DotNet;
using ImageGuard.Engines;
using ImageGuard.EngineTests.Recovery;
using ImageGuard.Journal;
using ImageGuard.Model;
using Microsoft.Extensions.Time.Testing;

namespace ImageGuard.EngineTests.Verification;

/// <summary>Tests with an engine of their own, whose files can be damaged.</summary>
public abstract class EngineToDamage(EngineKind kind) : IAsyncLifetime
{
    private readonly string _state = Directory.CreateTempSubdirectory("imageguard-").FullName;
    private DockerEngine? _engine;
    private IDockerClient? _client;
    private DockerImageGuard? _guard;

    protected DockerImageGuard Guard => _guard!;

    protected IDockerClient Client => _client!;

    protected string EngineFolder => _engine!.Folder!;

    public async Task InitializeAsync()
    {
        _engine = await DockerEngine.StartThrowawayAsync(kind);
        _client = EngineClient.Connect(_engine.Endpoint);
        _guard = await DockerImageGuard.OpenAsync(_client, new ImageGuardOptions { LockFolder = _state, StateFolder = _state });
    }

    public async Task DisposeAsync()
    {
        await Guard.DisposeAsync();
        Client.Dispose();
        await _engine!.DisposeAsync();
        Directory.Delete(_state, recursive: true);
    }

    /// <summary>A guard with the same journal, whose operations end as if power failed right after they had succeeded.</summary>
    protected Task<DockerImageGuard> OpenBeforePowerCutAsync() => OpenAsync(journal => new PowerCutJournal(journal));

    /// <summary>A guard with the same journal, behind another one.</summary>
    private protected Task<DockerImageGuard> OpenAsync(Func<IOperationJournal, IOperationJournal> behind) => DockerImageGuard.OpenAsync(
        Client,
        new ImageGuardOptions
        {
            LockFolder = _state,
            StateFolder = _state,
            JournalProvider = key => behind(SqliteJournal.Open(_state, key, TimeProvider.System)),
        });

    /// <summary>Writes an operation into the journal that a power cut has interrupted.</summary>
    private protected async Task InterruptAsync(ImageOperationKind kind, OperationIntent intent, DateTimeOffset? began = null)
    {
        var key = (await Client.System.GetSystemInfoAsync()).ID;
        var clock = new FakeTimeProvider(began ?? DateTimeOffset.UtcNow);
        await using var journal = new PowerCutJournal(SqliteJournal.Open(_state, key, clock));
        await journal.StartAsync(kind, ProcessIdentity.Current, intent, CancellationToken.None);
    }

    protected async Task<string> LoadAsync(TestImage image)
    {
        var name = TestImage.NewName("verified");
        await Client.LoadAsync(image.ToArchive(name));
        return name;
    }

    protected async Task ExpectNoContainerAsync() =>
        Assert.Empty(await Client.Containers.ListContainersAsync(new() { All = true }));

    /// <summary>Where a file lies on the disk of a containerd store.</summary>
    protected string SnapshotPathOf(string file) => Assert.Single(
        Directory.EnumerateDirectories(Path.Combine(EngineFolder, "root/containerd/daemon/io.containerd.snapshotter.v1.overlayfs/snapshots"))
            .Select(snapshot => Path.Combine(snapshot, "fs", file)),
        path => new FileInfo(path).Exists);

    /// <summary>Cuts a file off.</summary>
    protected static async Task TruncateAsync(string path, int length)
    {
        await using var file = File.OpenWrite(path);
        file.SetLength(length);
    }

    /// <summary>Writes zeros into the middle of a file.</summary>
    protected static async Task OverwriteAsync(string path)
    {
        await using var file = File.OpenWrite(path);
        file.Position = file.Length / 2;
        file.Write(new byte[4096]);
    }

    /// <summary>Keeps every report.</summary>
    protected sealed class Reports : List<ImageProgress>, IProgress<ImageProgress>
    {
        public void Report(ImageProgress value) => Add(value);
    }
}
