namespace ImageGuard.Analyzers.Tests;

/// <summary>Locks that keep operations apart, wherever they are taken; and what only looks like one.</summary>
public class LockTests
{
    /// <summary>Members that give a lock, and the statement that runs two operations under it, at once for every name.</summary>
    [Theory]
    [InlineData("""
        private readonly SemaphoreSlim gate = new(1, 1);
        private async Task EnterAsync() => await gate.WaitAsync();
        private void Leave() => gate.Release();
        """, "await EnterAsync(); try { REPLACE } finally { Leave(); }")]
    [InlineData("""
        private readonly SemaphoreSlim gate = new(1, 1);
        private async Task<IDisposable> BeginAsync() { await gate.WaitAsync(); return new Releaser(gate); }
        private sealed class Releaser(SemaphoreSlim gate) : IDisposable { public void Dispose() => gate.Release(); }
        """, "using (await BeginAsync()) { REPLACE }")]
    [InlineData("""
        private readonly SemaphoreSlim gate = new(1, 1);
        private async Task<Releaser> BeginAsync() { await gate.WaitAsync().ConfigureAwait(false); return new Releaser(gate); }
        private sealed class Releaser(SemaphoreSlim gate) : IAsyncDisposable { public ValueTask DisposeAsync() { gate.Release(); return default; } }
        """, "await using var held = await BeginAsync(); REPLACE")]
    [InlineData("""
        private readonly Gate gate = new();
        private sealed class Gate { public Task<IAsyncDisposable> LockAsync() => throw new NotSupportedException(); }
        """, "await using (await gate.LockAsync()) { REPLACE }")]
    [InlineData("""
        private readonly Gate gate = new();
        private sealed class Gate { public Task<IDisposable> LockAsync() => throw new NotSupportedException(); }
        """, "var held = await gate.LockAsync(); try { REPLACE } finally { held.Dispose(); }")]
    [InlineData("""
        private readonly object gate = new();
        private void Replace(string name) { lock (gate) { client.Images.TagImageAsync(name, new ImageTagParameters()).Wait(); client.Images.DeleteImageAsync(name, new ImageDeleteParameters()).Wait(); } }
        """, "await Task.Yield(); Replace(name);")]
    [InlineData("""
        private readonly SemaphoreSlim gate = new(1, 1);
        private async Task LockedAsync(Func<Task> work) { await gate.WaitAsync(); try { await work(); } finally { gate.Release(); } }
        """, "await LockedAsync(async () => { REPLACE });")]
    [InlineData("""
        private readonly SemaphoreSlim gate = new(1, 1);
        private Task<T> LockedAsync<T>(Func<Task<T>> work) => RunAsync(work, 1);
        private async Task<T> RunAsync<T>(Func<Task<T>> work, int times) { await gate.WaitAsync(); try { return await work(); } finally { gate.Release(); } }
        """, "await LockedAsync(async () => { REPLACE return 1; });")]
    [InlineData("""
        private readonly IKeyedLock locks;
        public interface IKeyedLock { Task LockAsync(string key, Func<Task> work); }
        """, "await locks.LockAsync(\"images\", async () => { REPLACE });")]
    [InlineData("""
        private readonly IProvider provider;
        public interface IProvider { IDistributedLock CreateLock(string name); }
        public interface IDistributedLock { ValueTask<IAsyncDisposable> AcquireAsync(TimeSpan? timeout = null, CancellationToken token = default); }
        """, "var mine = provider.CreateLock(\"images\"); await using (await mine.AcquireAsync()) { REPLACE }")]
    [InlineData("""
        private readonly ConcurrentDictionary<string, SemaphoreSlim> locks = new();
        """, "var gate = locks.GetOrAdd(name, _ => new SemaphoreSlim(1, 1)); await gate.WaitAsync(); try { REPLACE } finally { gate.Release(); }")]
    [InlineData("private static readonly Mutex Gate = new(false, \"images\");", "Gate.WaitOne(); try { REPLACE } finally { Gate.ReleaseMutex(); }")]
    [InlineData("private readonly SemaphoreSlim gate = new(1, 1);", "if (!await gate.WaitAsync(TimeSpan.FromSeconds(1))) return; try { REPLACE } finally { gate.Release(); }")]
    public async Task A_lock_silences(string members, string statement) => Assert.Empty(await Verify.FindingsIn(AtOnce(members, statement)));

    [Theory]
    [InlineData("""
        private readonly SemaphoreSlim throttle = new(4);
        private async Task EnterAsync() => await throttle.WaitAsync();
        private void Leave() => throttle.Release();
        """, "await EnterAsync(); try { REPLACE } finally { Leave(); }")]
    [InlineData("""
        private readonly SemaphoreSlim throttle = new(4);
        private async Task<IDisposable> AcquireAsync() { await throttle.WaitAsync(); return null; }
        """, "using (await AcquireAsync()) { REPLACE }")]
    [InlineData("""
        private readonly SemaphoreSlim gate = new(1, 1);
        private async Task TouchAsync() { await gate.WaitAsync(); gate.Release(); }
        """, "await TouchAsync(); REPLACE")]
    [InlineData("""
        private readonly ReaderWriter gate = new();
        private sealed class ReaderWriter { public Task<IDisposable> ReaderLockAsync() => throw new NotSupportedException(); }
        """, "using (await gate.ReaderLockAsync()) { REPLACE }")]
    [InlineData("private async Task RetryAsync(Func<Task> work) { for (var i = 0; i < 3; i++) { await work(); } }", "await RetryAsync(async () => { REPLACE });")]
    public async Task What_is_no_lock_or_is_held_no_longer_does_not_silence(string members, string statement) =>
        Assert.Contains(await Verify.FindingsIn(AtOnce(members, statement)), finding => finding.Id == "IMG201");

    [Theory]
    [InlineData("await using (await locks.LockAsync(\"images\"))", "await using (await locks.LockAsync(\"images\"))", false)]
    [InlineData("await using (await locks.LockAsync(\"images\"))", "await using (await locks.LockAsync(\"volumes\"))", true)]
    [InlineData("await using (await locks.LockAsync(name))", "await using (await locks.LockAsync(name))", false)]
    [InlineData("await using (await locks.ReaderLockAsync())", "await using (await locks.WriterLockAsync())", false)]
    [InlineData("await using (await locks.ReaderLockAsync())", "await using (await locks.ReaderLockAsync())", true)]
    [InlineData("await using (await locks.LockAsync(\"images\"))", "", true)]
    public async Task Two_methods_are_kept_apart_by_one_lock(string creating, string removing, bool meet) => Assert.Equal(meet, (await Verify.FindingsIn($$"""
        private readonly ILocks locks;

        public interface ILocks
        {
            Task<IAsyncDisposable> LockAsync(string key);
            Task<IAsyncDisposable> ReaderLockAsync();
            Task<IAsyncDisposable> WriterLockAsync();
        }

        public Task RunAsync(string name) => Task.WhenAll(CreateAsync(name), RemoveAsync(name));

        private async Task CreateAsync(string name)
        {
            {{creating}}
            {
                await client.Images.TagImageAsync(name, new ImageTagParameters());
            }
        }

        private async Task RemoveAsync(string name)
        {
            {{removing}}
            {
                await client.Images.DeleteImageAsync(name, new ImageDeleteParameters());
            }
        }
        """)).Any());

    [Fact]
    public async Task Locks_that_go_by_one_name_are_one_lock_in_all_methods() => Assert.Empty(await Verify.FindingsIn("""
        private readonly IProvider provider;

        public interface IProvider { IDistributedLock CreateLock(string name); }

        public interface IDistributedLock { ValueTask<IAsyncDisposable> AcquireAsync(); }

        public Task RunAsync(string name) => Task.WhenAll(CreateAsync(name), RemoveAsync(name));

        private async Task CreateAsync(string name)
        {
            var images = provider.CreateLock("images");
            await using (await images.AcquireAsync())
            {
                await client.Images.TagImageAsync(name, new ImageTagParameters());
            }
        }

        private async Task RemoveAsync(string name)
        {
            await using var held = await provider.CreateLock("images").AcquireAsync();
            await client.Images.DeleteImageAsync(name, new ImageDeleteParameters());
        }
        """));

    private static string AtOnce(string members, string statement) => $$"""
        {{members}}

        public Task RunAllAsync() => Task.WhenAll(names.Select(async name =>
        {
            {{statement.Replace("REPLACE", "await client.Images.TagImageAsync(name, new ImageTagParameters()); await client.Images.DeleteImageAsync(name, new ImageDeleteParameters());", StringComparison.Ordinal)}}
        }));
        """;
}
