using ImageGuard.Locks;
using ImageGuard.Model;

namespace ImageGuard.Tests.Locks;

public sealed class FairLockTests
{
    private readonly FairLock<object> _lock = new();

    [Fact]
    public void Shared_requests_run_beside_each_other()
    {
        Assert.True(Ask(OverlapMode.Shared).IsCompletedSuccessfully);
        Assert.True(Ask(OverlapMode.Shared).IsCompletedSuccessfully);
    }

    [Fact]
    public void A_shared_request_does_not_overtake_an_exclusive_one_that_waits()
    {
        Ask(OverlapMode.Shared);
        var exclusive = Ask(OverlapMode.Exclusive);
        var late = Ask(OverlapMode.Shared);

        Assert.False(exclusive.IsCompleted);
        Assert.False(late.IsCompleted);

        _lock.Release(OverlapMode.Shared);
        Assert.True(exclusive.IsCompletedSuccessfully);
        Assert.False(late.IsCompleted);

        _lock.Release(OverlapMode.Exclusive);
        Assert.True(late.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Waiting_removals_are_grouped_and_hand_over_what_they_hold()
    {
        _ = Ask(OverlapMode.Shared);
        var first = Ask(OverlapMode.Exclusive);
        var shared = Ask(OverlapMode.Shared);
        var second = Ask(OverlapMode.Exclusive);
        _lock.Release(OverlapMode.Shared);
        var late = Ask(OverlapMode.Exclusive);
        Assert.True(first.IsCompletedSuccessfully);

        var baggage = new object();
        Assert.True(_lock.TryHandOver(baggage));
        Assert.Same(baggage, await second);
        Assert.False(shared.IsCompleted);

        // The one that came after the group had begun is no member: the shared request would starve otherwise.
        Assert.False(_lock.TryHandOver(baggage));
        _lock.Release(OverlapMode.Exclusive);
        Assert.True(shared.IsCompletedSuccessfully);
        Assert.False(late.IsCompleted);
    }

    [Fact]
    public void A_group_is_bounded()
    {
        Ask(OverlapMode.Exclusive);
        var waiting = Enumerable.Range(0, 100).Select(_ => Ask(OverlapMode.Exclusive)).ToArray();
        _lock.Release(OverlapMode.Exclusive);

        var members = 1;
        while (_lock.TryHandOver(new object()))
        {
            members++;
        }

        Assert.Equal(32, members);
        Assert.Equal(members, waiting.Count(task => task.IsCompleted));
    }

    [Fact]
    public async Task A_cancelled_request_lets_those_behind_it_pass()
    {
        _ = Ask(OverlapMode.Shared);
        using var cancellation = new CancellationTokenSource();
        var exclusive = _lock.AcquireAsync(OverlapMode.Exclusive, cancellation.Token);
        var shared = Ask(OverlapMode.Shared);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => exclusive);
        Assert.True(shared.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task A_request_that_is_cancelled_before_it_is_made_holds_nothing()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _lock.AcquireAsync(OverlapMode.Exclusive, new CancellationToken(canceled: true)));
        Assert.True(Ask(OverlapMode.Exclusive).IsCompletedSuccessfully);
    }

    private Task<object?> Ask(OverlapMode mode) => _lock.AcquireAsync(mode, CancellationToken.None);
}
