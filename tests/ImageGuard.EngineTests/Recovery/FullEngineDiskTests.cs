using ImageGuard.Engines;
using ImageGuard.Journal;
using ImageGuard.PowerCuts;

namespace ImageGuard.EngineTests.Recovery;

/// <summary>The disk of the engine itself is full.</summary>
public sealed class FullEngineDiskTests : IAsyncLifetime, IDisposable
{
    private const int Megabytes = 30;

    private readonly RecoveryState _state = new();
    private readonly string _name = TestImage.NewName("full");
    private PowerCutMachine? _machine;

    private string Archive => Path.Combine(_state.Root, "archive.tar");

    private string Filling => _machine!.SeenFromOutside(Path.Combine(Path.GetDirectoryName(_machine.StateFolder)!, "filling"));

    public async Task InitializeAsync()
    {
        _machine = await PowerCutMachine.StartAsync();
        await File.WriteAllBytesAsync(Archive, TestImage.Create(Megabytes).ToArchive(_name));
    }

    public Task DisposeAsync() => _machine!.DisposeAsync().AsTask();

    public void Dispose() => _state.Dispose();

    [Fact]
    public async Task A_load_that_finds_no_room_fails_and_leaves_nothing_to_recover()
    {
        await using var guard = await OpenAsync(_state.Options());
        Fill();
        await Assert.ThrowsAnyAsync<ImageGuardException>(() => guard.LoadAsync(Archive));
        Assert.Null(await _machine!.Client.FindImageAsync(_name));
        Assert.Empty((await guard.RecoverAsync()).Operations);

        File.Delete(Filling);
        await guard.LoadAsync(Archive);
        Assert.True((await guard.VerifyAsync(_name)).IsIntact);
    }

    [Fact]
    public async Task A_recovery_that_finds_no_room_goes_on_when_there_is_some()
    {
        var options = _state.Options();
        options.JournalProvider = key => new PowerCutJournal(SqliteJournal.Open(_state.Folder, key, TimeProvider.System));
        await using (var guard = await OpenAsync(options))
        {
            await guard.LoadAsync(Archive);
        }

        var layer = (await _machine!.Client.FindImageAsync(_name))!.GraphDriver.Data["UpperDir"];
        await using (var file = File.OpenWrite(_machine.SeenFromOutside(Path.Combine(layer, "ballast"))))
        {
            file.SetLength(1 << 20);
        }

        await using var next = await OpenAsync(_state.Options());
        Fill();
        var cut = Assert.Single((await next.RecoverAsync()).Operations);
        Assert.True(cut.IsOpen, cut.ToString());

        File.Delete(Filling);
        var report = await next.RecoverAsync();
        Assert.True(report.IsComplete, report.ToString());
        Assert.True((await next.VerifyAsync(_name)).IsIntact);
    }

    private Task<DockerImageGuard> OpenAsync(ImageGuardOptions options) => DockerImageGuard.OpenAsync(_machine!.Client, options);

    private void Fill()
    {
        var space = new DriveInfo(Path.GetDirectoryName(Filling)!).AvailableFreeSpace;
        using var file = File.OpenHandle(Filling, FileMode.Create, FileAccess.Write, preallocationSize: space);
    }
}
