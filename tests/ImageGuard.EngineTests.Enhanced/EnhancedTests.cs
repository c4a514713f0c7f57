using Docker.DotNet;
using Docker.DotNet.Models;
using ImageGuard.Engines;

namespace ImageGuard.EngineTests;

/// <summary>
/// The guard as it was compiled, with Docker.DotNet.Enhanced: every operation runs once, so that every call that the two packages declare
/// differently would fail here with a missing member.
/// </summary>
public sealed class EnhancedTests : IAsyncLifetime
{
    private readonly string _lockFolder = Directory.CreateTempSubdirectory("imageguard-").FullName;
    private DockerEngine? _engine;
    private DockerClient? _client;
    private DockerImageGuard? _guard;

    private DockerClient Client => _client!;

    private DockerImageGuard Guard => _guard!;

    public async Task InitializeAsync()
    {
        _engine = await DockerEngine.OpenAsync();
        _client = EngineClient.Connect(_engine.Endpoint);
        _guard = await DockerImageGuard.OpenAsync(Client, new ImageGuardOptions { LockFolder = _lockFolder, StateFolder = _lockFolder });
    }

    [Fact]
    public void It_is_really_the_other_package() =>
        Assert.Equal(4, typeof(IDockerClient).Assembly.GetName().Version!.Major);

    [Fact]
    public async Task Every_operation_runs()
    {
        var phases = new List<ImageProgress>();
        await Guard.ImportAsync(new MemoryStream(Tar.Of(("file", [1]))), "enhanced:1");
        await Guard.TagAsync("enhanced:1", "enhanced:2");
        using var archive = new MemoryStream();
        await Guard.SaveAsync(["enhanced:2"], archive, new Recorder(phases));
        archive.Position = 0;
        await Guard.LoadAsync(archive, progress: new Recorder(phases));
        await Guard.BuildAsync(
            TestImages.BuildContext("FROM enhanced:1\nENV a=b\n"),
            TestImages.BuildParameters("enhanced:3"),
            progress: new Recorder(phases));
        var container = await Client.Containers.CreateContainerAsync(
            new CreateContainerParameters { Image = "enhanced:1", Cmd = ["x"] });
        await Guard.CommitAsync(container.ID, "enhanced:4");
        await Assert.ThrowsAsync<RegistryException>(() => Guard.PullAsync("127.0.0.1:1/nosuch:1"));
        await Assert.ThrowsAnyAsync<ImageGuardException>(() => Guard.PushAsync("127.0.0.1:1/nosuch:1"));
        await Guard.TagAsync("enhanced:1", "127.0.0.1:1/enhanced:1");
        await Assert.ThrowsAnyAsync<ImageGuardException>(() => Guard.PushAsync("127.0.0.1:1/enhanced:1"));

        var used = await Client.Containers.CreateContainerAsync(new CreateContainerParameters { Image = "enhanced:4", Cmd = ["x"] });
        var inUse = await Assert.ThrowsAsync<ImageInUseException>(() => Guard.RemoveAsync("enhanced:4"));
        Assert.Equal(used.ID, Assert.Single(inUse.Containers).Id);
        Assert.Single((await Guard.RemoveAsync("enhanced:2")).Untagged);
        await Guard.PruneAsync(new PruneOptions { OlderThan = TimeSpan.FromHours(1) });
        Assert.Equal(3, (await Guard.ListAsync()).Count);
        Assert.Equal(["nosuch:1"], await Guard.FindMissingAsync(["enhanced:3", "nosuch:1"]));
        Assert.NotEmpty(phases);
    }

    [Fact]
    public async Task Housekeeping_runs()
    {
        await Guard.ImportAsync(new MemoryStream(Tar.Of(("file", [1]))), "kept:1");
        var id = (await Guard.InspectAsync("kept:1")).Id;
        await Client.Containers.CreateContainerAsync(new CreateContainerParameters { Image = "kept:1", Cmd = ["x"] });
        await Guard.ImportAsync(new MemoryStream(Tar.Of(("file", [2]))), "kept:1");

        var image = Assert.Single(await Guard.ExplainUnnamedAsync(), image => image.Id == id);
        Assert.Equal(UnnamedCause.TagTakenOver, image.Cause);
        Assert.Contains("Container", image.Evidence, StringComparison.Ordinal);

        var report = await Guard.KeepWithinAsync(new ImageBudget { MaxBytes = 0, MinimumAge = TimeSpan.Zero }, dryRun: true);
        Assert.Contains(report.Freed, freed => freed.Names.Contains("kept:1"));
        Assert.Contains(report.InTheWay, kept => kept.Id == id && kept.Reason == KeepReason.InUse);
        Assert.True(report.BytesBefore > 0);

        await using var catalog = await Guard.OpenCatalogAsync();
        await Guard.ImportAsync(new MemoryStream(Tar.Of(("file", [3]))), "late:1");
        for (var i = 0; i < 100 && catalog.Find("late:1") is null; i++)
        {
            await Task.Delay(100);
        }

        Assert.NotNull(catalog.Find("late:1"));
    }

    [Fact]
    public async Task The_guarded_client_implements_the_other_interface()
    {
        var safe = Client.WithImageGuard(Guard);

        Assert.Same(Client.Options, safe.Options);
        Assert.Same(Client.Distribution, safe.Distribution);
        await Assert.ThrowsAsync<ForcedRemovalException>(
            () => safe.Images.DeleteImageAsync("x:1", new ImageDeleteParameters { Force = true }));
        await Assert.ThrowsAsync<DockerImageNotFoundException>(
            () => safe.Images.DeleteImageAsync("nosuch:1", new ImageDeleteParameters()));
        await Assert.ThrowsAsync<ImageArchiveException>(
            () => safe.Images.LoadImageAsync(new ImageLoadParameters(), new MemoryStream([1, 2, 3]), new Progress<JSONMessage>()));
    }

    public async Task DisposeAsync()
    {
        if (_guard is not null)
        {
            await _guard.DisposeAsync();
        }

        _client?.Dispose();
        if (_engine is not null)
        {
            await _engine.DisposeAsync();
        }

        Directory.Delete(_lockFolder, recursive: true);
    }

    private sealed class Recorder(List<ImageProgress> phases) : IProgress<ImageProgress>
    {
        public void Report(ImageProgress value) => phases.Add(value);
    }
}
