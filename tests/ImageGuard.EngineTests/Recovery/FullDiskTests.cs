using ImageGuard.Engines;
using ImageGuard.Journal;

namespace ImageGuard.EngineTests.Recovery;

/// <summary>The disk of the journal is full, or read-only.</summary>
[Collection(RecoveryEngine.Name)]
public sealed class FullDiskTests(RecoveryFixture fixture) : IDisposable
{
    private readonly SmallDisk _disk = new();
    private readonly string _name = TestImage.NewName("full");

    public void Dispose() => _disk.Dispose();

    [Fact]
    public async Task An_operation_that_cannot_be_written_down_is_not_started()
    {
        await using var guard = await fixture.OpenAsync(_disk.State);
        var archive = fixture.WriteArchive(_name);
        _disk.Fill();

        var failure = await Assert.ThrowsAsync<JournalException>(() => guard.LoadAsync(archive));
        Assert.Contains("its disk is not full", failure.Message, StringComparison.Ordinal);
        Assert.Null(await fixture.Client.FindImageAsync(_name));

        _disk.Free();
        await guard.LoadAsync(archive);
        Assert.NotNull(await fixture.Client.FindImageAsync(_name));
    }

    [Fact]
    public async Task Unless_the_user_says_so()
    {
        var options = _disk.State.Options();
        options.Journal = JournalPolicy.WherePossible;
        await using var guard = await fixture.OpenAsync(options);
        _disk.Fill();
        await guard.LoadAsync(fixture.WriteArchive(_name));
        Assert.NotNull(await fixture.Client.FindImageAsync(_name));
    }

    [Fact]
    public async Task A_disk_that_fills_up_during_a_load_leaves_the_load_to_a_recovery()
    {
        await using (var guard = await fixture.OpenAsync(_disk.State))
        {
            await guard.LoadAsync(fixture.WriteArchive(_name), progress: new FillingProgress(_disk));
        }

        _disk.Free();
        await using (var journal = await fixture.OpenJournalAsync(_disk.State))
        {
            Assert.Equal(JournalState.Started, Assert.Single(await journal.ReadOpenAsync(default)).State);
        }

        await using var next = await fixture.OpenAsync(_disk.State);
        var report = await next.RecoverAsync();
        Assert.True(report.IsComplete, report.ToString());
        Assert.Single(report.Operations);
        Assert.True((await next.VerifyAsync(_name)).IsIntact);
        Assert.Empty((await next.RecoverAsync()).Operations);
    }

    [Fact]
    public async Task A_recovery_on_a_full_disk_breaks_nothing_and_goes_on_when_there_is_room()
    {
        await using (var guard = await fixture.OpenBeforePowerCutAsync(_disk.State))
        {
            await guard.LoadAsync(fixture.WriteArchive(_name));
        }

        await fixture.DamageAsync(_name);
        await using var next = await fixture.OpenAsync(_disk.State);
        _disk.Fill();
        await Assert.ThrowsAsync<JournalException>(() => next.RecoverAsync());
        Assert.NotNull(await fixture.Client.FindImageAsync(_name));

        _disk.Free();
        Assert.True((await next.RecoverAsync()).IsComplete);
        Assert.True((await next.VerifyAsync(_name)).IsIntact);
    }

    [Fact]
    public async Task A_read_only_folder_lets_no_guard_open_unless_the_user_says_so()
    {
        _disk.MakeReadOnly();
        var options = _disk.State.Options();
        await Assert.ThrowsAsync<JournalException>(() => fixture.OpenAsync(options));

        options.Journal = JournalPolicy.WherePossible;
        await using var guard = await fixture.OpenAsync(options);
        await guard.LoadAsync(fixture.WriteArchive(_name));
        Assert.Empty((await guard.RecoverAsync()).Operations);
    }

    /// <summary>Fills the disk up when the first bytes are sent.</summary>
    private sealed class FillingProgress(SmallDisk disk) : IProgress<ImageProgress>
    {
        private bool _isFull;

        public void Report(ImageProgress value)
        {
            if (!_isFull)
            {
                disk.Fill();
                _isFull = true;
            }
        }
    }
}
