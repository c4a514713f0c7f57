using ImageGuard.Locks;
using ImageGuard.Model;

namespace ImageGuard.Tests.Locks;

/// <summary>File locks belong to the open file, not to the process, so two objects in one process meet as two processes do.</summary>
public sealed class FileLockTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(OverlapMode.Shared, OverlapMode.Shared, false)]
    [InlineData(OverlapMode.Shared, OverlapMode.Exclusive, true)]
    [InlineData(OverlapMode.Exclusive, OverlapMode.Shared, true)]
    [InlineData(OverlapMode.Exclusive, OverlapMode.Exclusive, true)]
    public async Task Modes_exclude_each_other(OverlapMode held, OverlapMode wanted, bool excluded)
    {
        var first = await NewLock().AcquireAsync(held, CancellationToken.None);
        var second = NewLock().AcquireAsync(wanted, CancellationToken.None).AsTask();

        var isHeld = await Task.WhenAny(second, Task.Delay(excluded ? 50 : 5000)) == second;
        Assert.Equal(excluded, !isHeld);

        await first.DisposeAsync();
        await (await second).DisposeAsync();
    }

    [Fact]
    public async Task An_exclusive_request_is_not_starved_by_shared_ones_that_never_pause()
    {
        using var stop = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 4).Select(i => HoldAgainAndAgainAsync(OverlapMode.Shared, 8 * i, stop.Token)).ToArray();

        await HoldOftenAsync(OverlapMode.Exclusive, times: 10);

        await stop.CancelAsync();
        await Task.WhenAll(readers);
    }

    [Fact]
    public async Task A_shared_request_is_not_starved_by_exclusive_ones_that_never_pause()
    {
        using var stop = new CancellationTokenSource();
        var writers = Enumerable.Range(0, 4).Select(i => HoldAgainAndAgainAsync(OverlapMode.Exclusive, 8 * i, stop.Token)).ToArray();

        await HoldOftenAsync(OverlapMode.Shared, times: 10);

        await stop.CancelAsync();
        await Task.WhenAll(writers);
    }

    [Fact]
    public async Task A_cancelled_request_leaves_the_gate_open()
    {
        await using var held = await NewLock().AcquireAsync(OverlapMode.Shared, CancellationToken.None);
        using var cancellation = new CancellationTokenSource(50);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => NewLock().AcquireAsync(OverlapMode.Exclusive, cancellation.Token).AsTask());

        await using var further = await NewLock().AcquireAsync(OverlapMode.Shared, CancellationToken.None).AsTask().WaitAsync(Patience);
    }

    public void Dispose() => _folder.Dispose();

    private static TimeSpan Patience => TimeSpan.FromSeconds(20);

    private FileLock NewLock() => new(_folder.Path, "image-0001");

    private async Task HoldOftenAsync(OverlapMode mode, int times)
    {
        for (var i = 0; i < times; i++)
        {
            await using (await NewLock().AcquireAsync(mode, CancellationToken.None).AsTask().WaitAsync(Patience))
            {
            }
        }
    }

    private Task HoldAgainAndAgainAsync(OverlapMode mode, int offset, CancellationToken stop) => Task.Run(
        async () =>
        {
            var own = NewLock();
            await Task.Delay(offset, CancellationToken.None);
            while (!stop.IsCancellationRequested)
            {
                await using (await own.AcquireAsync(mode, CancellationToken.None))
                {
                    await Task.Delay(30, CancellationToken.None);
                }
            }
        },
        CancellationToken.None);
}
