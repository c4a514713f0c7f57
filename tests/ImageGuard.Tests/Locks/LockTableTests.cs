using ImageGuard.Locks;
using ImageGuard.Model;

namespace ImageGuard.Tests.Locks;

public sealed class LockTableTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LockTable _first;
    private readonly LockTable _second;

    public LockTableTests()
    {
        _first = NewTable();
        _second = NewTable();
    }

    [Fact]
    public async Task A_time_out_says_who_holds_the_lock()
    {
        await using var build = await AcquireAsync(_first, ImageOperationKind.Build, "app:1");

        var failure = await Assert.ThrowsAsync<LockTimeoutException>(
            () => AcquireAsync(_second, ImageOperationKind.Remove, "app:1", TimeSpan.FromMilliseconds(100)));

        var holder = Assert.Single(failure.Holders);
        Assert.Equal("Build", holder.Operation);
        Assert.Equal(["app:1"], holder.Images);
        Assert.Equal(Environment.ProcessId, holder.ProcessId);
        Assert.Equal(Environment.MachineName, holder.Machine);
        Assert.True(holder.Holds);
        Assert.InRange(DateTimeOffset.UtcNow - holder.Since, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        Assert.Contains($"Build of app:1 by process {Environment.ProcessId}", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_time_out_does_not_blame_those_who_only_share_or_hold_something_else()
    {
        await using var other = await AcquireAsync(_first, ImageOperationKind.Tag, "other:1");
        await using var removal = await AcquireAsync(_first, ImageOperationKind.Remove, "app:1");

        var failure = await Assert.ThrowsAsync<LockTimeoutException>(
            () => AcquireAsync(_second, ImageOperationKind.Tag, "app:1", TimeSpan.FromMilliseconds(100)));

        Assert.Equal("Remove", Assert.Single(failure.Holders).Operation);
    }

    [Fact]
    public async Task After_a_time_out_nothing_is_held()
    {
        var build = await AcquireAsync(_first, ImageOperationKind.Build, "app:1");
        await Assert.ThrowsAsync<LockTimeoutException>(
            () => AcquireAsync(_second, ImageOperationKind.Remove, "app:1", TimeSpan.FromMilliseconds(50)));
        await build.DisposeAsync();

        await using var prune = await AcquireAsync(_first, ImageOperationKind.Prune);
    }

    [Fact]
    public async Task Locks_wait_for_one_another_across_tables()
    {
        var removal = await AcquireAsync(_first, ImageOperationKind.Remove, "app:1");
        var tag = AcquireAsync(_second, ImageOperationKind.Tag, "app:1");
        await Task.Delay(50);
        Assert.False(tag.IsCompleted);

        await removal.DisposeAsync();
        await (await tag).DisposeAsync();
    }

    [Fact]
    public async Task The_removal_of_another_image_waits_neither_for_a_build_nor_for_a_removal_that_waits_for_it()
    {
        await using var build = await AcquireAsync(_first, ImageOperationKind.Build, "app:1");
        using var cancellation = new CancellationTokenSource();
        var waiting = AcquireAsync(_first, ImageOperationKind.Remove, "app:1", cancellationToken: cancellation.Token);
        await Task.Delay(50);

        await using (await AcquireAsync(_second, ImageOperationKind.Remove, "other:1").WaitAsync(TimeSpan.FromSeconds(10)))
        {
            Assert.False(waiting.IsCompleted);
        }

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task Without_waiting_it_is_all_locks_or_none()
    {
        await using (await AcquireAsync(_first, ImageOperationKind.Load, "sha256:aa"))
        {
            Assert.Null(await TryRemoveAsync(_first, "app:1"));
            Assert.Null(await TryRemoveAsync(_second, "app:1"));
            await (await AcquireAsync(_second, ImageOperationKind.Remove, "app:1")).DisposeAsync(); // What was taken before is free again.
        }

        await using (Assert.IsAssignableFrom<ILockHold>(await TryRemoveAsync(_second, "app:1")))
        {
            Assert.Null(await TryRemoveAsync(_first, "app:1"));
            var failure = await Assert.ThrowsAsync<LockTimeoutException>(
                () => AcquireAsync(_first, ImageOperationKind.Load, "sha256:aa", TimeSpan.FromMilliseconds(50)));
            Assert.Equal("Remove", Assert.Single(failure.Holders).Operation);
        }

        await (await AcquireAsync(_first, ImageOperationKind.Load, "sha256:aa")).DisposeAsync();
    }

    [Fact]
    public async Task Without_waiting_nobody_passes_one_who_waits()
    {
        var load = await AcquireAsync(_first, ImageOperationKind.Load, "app:1");
        var removal = AcquireAsync(_second, ImageOperationKind.Remove, "app:1");
        await Task.Delay(50);

        Assert.Null(await _first.TryAcquireAsync(Plan(ImageOperationKind.Tag, "app:1"), ImageOperationKind.Tag, [], CancellationToken.None));
        Assert.Null(await _second.TryAcquireAsync(Plan(ImageOperationKind.Tag, "app:1"), ImageOperationKind.Tag, [], CancellationToken.None));

        await load.DisposeAsync();
        await (await removal).DisposeAsync();
    }

    [Fact]
    public async Task The_book_of_a_process_that_is_gone_names_nobody_and_is_thrown_away()
    {
        var abandoned = Path.Combine(_folder.Path, "1-dead.holders");
        await File.WriteAllTextAsync(
            abandoned,
            """{"Holder":{"Machine":"m","ProcessId":1,"ProcessName":"p","Operation":"Prune","Images":[],"Since":"2020-01-01T00:00:00+00:00","Holds":true},"Resources":["engine!"]}""");
        await using var prune = await AcquireAsync(_first, ImageOperationKind.Prune);

        var failure = await Assert.ThrowsAsync<LockTimeoutException>(
            () => AcquireAsync(_second, ImageOperationKind.Tag, "app:1", TimeSpan.FromMilliseconds(50)));

        Assert.Equal(Environment.ProcessId, Assert.Single(failure.Holders).ProcessId);
        Assert.False(File.Exists(abandoned));
    }

    public void Dispose()
    {
        _first.Dispose();
        _second.Dispose();
        _folder.Dispose();
    }

    private static LockPlan Plan(ImageOperationKind kind, params string[] images) =>
        LockPlan.For(new ImageFootprint(kind) { Images = images });

    private static Task<ILockHold?> TryRemoveAsync(LockTable table, string image) => table.TryAcquireAsync(
        LockPlan.For(new ImageFootprint(ImageOperationKind.Remove) { Images = [image], HasUnknownIds = true }),
        ImageOperationKind.Remove,
        [image],
        CancellationToken.None);

    private static Task<ILockHold> AcquireAsync(LockTable table, ImageOperationKind kind, params string[] images) =>
        table.AcquireAsync(
            Plan(kind, images), kind, images, TimeSpan.FromSeconds(30), CancellationToken.None);

    private static Task<ILockHold> AcquireAsync(
        LockTable table,
        ImageOperationKind kind,
        string image,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default) =>
        table.AcquireAsync(
            Plan(kind, image),
            kind,
            [image],
            timeout ?? TimeSpan.FromSeconds(30),
            cancellationToken);

    private LockTable NewTable() =>
        new(new HolderBook(_folder.Path), resource => [new FileLock(_folder.Path, resource.ToString())]);
}
