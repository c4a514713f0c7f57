using ImageGuard.Engines;
using ImageGuard.Journal;
using Microsoft.Extensions.Time.Testing;

namespace ImageGuard.EngineTests.Recovery;

/// <summary>An engine whose disk cannot be flushed from here: what it has done counts when it has had time to write it, and is intact then.</summary>
[Collection(RecoveryEngine.Name)]
public sealed class ElsewhereTests(RecoveryFixture fixture) : IDisposable
{
    private static readonly TimeSpan WriteBackTime = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly RecoveryState _state = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 26, 5, 0, 0, TimeSpan.Zero));
    private readonly string _name = TestImage.NewName("elsewhere");

    public void Dispose() => _state.Dispose();

    [Fact]
    public async Task An_operation_is_settled_when_its_time_is_over_and_its_image_is_intact()
    {
        await using var guard = await OpenAsync();
        await guard.LoadAsync(fixture.WriteArchive(_name));
        Assert.Equal(JournalState.Completed, await StateAsync());
        Assert.Empty((await guard.RecoverAsync()).Operations); // It is being waited for.

        await AdvanceUntilAsync(JournalState.Settled);
    }

    [Fact]
    public async Task An_image_that_is_damaged_by_then_is_left_to_a_recovery()
    {
        await using (var guard = await OpenAsync())
        {
            await guard.LoadAsync(fixture.WriteArchive(_name));
        }

        await fixture.DamageAsync(_name);
        await using var next = await OpenAsync();
        Assert.Empty((await next.RecoverAsync()).Operations); // It is not due.

        _clock.Advance(WriteBackTime);
        var report = await next.RecoverAsync();
        Assert.True(report.IsComplete, report.ToString());
        Assert.True((await next.VerifyAsync(_name)).IsIntact);
    }

    [Theory]
    [InlineData(-365)]
    [InlineData(365)]
    public async Task A_clock_that_jumps_leaves_nothing_open_for_ever(int days)
    {
        await using (var guard = await OpenAsync())
        {
            await guard.LoadAsync(fixture.WriteArchive(_name));
        }

        var jumped = new FakeTimeProvider(_clock.GetUtcNow().AddDays(days));
        await using var next = await OpenAsync(jumped);
        var report = await next.RecoverAsync();

        Assert.True(report.IsComplete, report.ToString());
        Assert.Equal(JournalState.Settled, await StateAsync());
    }

    private Task<DockerImageGuard> OpenAsync(TimeProvider? clock = null)
    {
        var options = _state.Options();
        options.Clock = clock ?? _clock;
        options.WriteBackTime = WriteBackTime;
        return DockerImageGuard.OpenAsync(ElsewhereClient.Wrap(fixture.Client), options);
    }

    private async Task<JournalState> StateAsync()
    {
        await using var journal = await fixture.OpenJournalAsync(_state);
        return (await journal.ReadLaterAsync(0, default)).Single(entry => !entry.Intent.IsRecovery).State;
    }

    private async Task AdvanceUntilAsync(JournalState state)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (await StateAsync() != state)
        {
            _clock.Advance(TimeSpan.FromSeconds(10)); // Whether the background waits already or is about to.
            await Task.Delay(50, limit.Token);
        }
    }
}
