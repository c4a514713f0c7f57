namespace ImageGuard.Analyzers.Tests;

/// <summary>Right code that resembles wrong code: what a careful reviewer would let pass.</summary>
public class LookAlikeTests
{
    [Theory]
    [InlineData("foreach (var step in new List<Func<Task>> { CreateAsync, CleanAsync }) { await step(); }")]
    [InlineData("var steps = new List<Func<Task>>(); steps.Add(CreateAsync); steps.Add(() => CleanAsync()); foreach (var step in steps) { await step(); }")]
    [InlineData("Task creating = null; try { creating = CreateAsync(); await creating; } finally { await CleanAsync(); }")]
    [InlineData("try { await CreateAsync(); } catch (DockerApiException) { await CleanAsync(); throw; }")]
    [InlineData("var creating = CreateAsync(); if (await Task.WhenAny(creating, Task.Delay(1000)) != creating) { throw new TimeoutException(); } await creating; await CleanAsync();")]
    [InlineData("var creating = CreateAsync(); await creating.WaitAsync(TimeSpan.FromSeconds(1)); await CleanAsync();")]
    [InlineData("await RetryAsync(CreateAsync); await RetryAsync(CleanAsync);")]
    [InlineData("await RetryAsync(async () => { await CreateAsync(); await CleanAsync(); });")]
    [InlineData("await Task.WhenAll(Started()); await CleanAsync();")]
    [InlineData("var tasks = names.Select(_ => CreateAsync()); foreach (var task in tasks) { await task; } await CleanAsync();")]
    [InlineData("await using (new Cleanup(CleanAsync)) { await CreateAsync(); }")]
    [InlineData("var lazy = new Lazy<Task>(() => CleanAsync()); await CreateAsync(); await lazy.Value;")]
    [InlineData("changed += async () => await CleanAsync(); await CreateAsync();")]
    [InlineData("Action undo = () => CleanAsync().Wait(); await CreateAsync(); undo();")]
    [InlineData("(await Task.WhenAll(names.Select(async name => { await CreateAsync(); return name; }))).ToList().ForEach(name => CleanAsync().Wait());")]
    [InlineData("await Task.WhenAll(names.Chunk(4).Select(async part => { foreach (var name in part) { await CreateAsync(); } })); await CleanAsync();")]
    [InlineData("var results = await Task.WhenAll(names.Select(name => ExistsAsync(name))); if (results.Any()) { await CleanAsync(); } await CreateAsync();")]
    [InlineData("if (names.Count > 0) { _cleaning = CleanAsync(); } await (_cleaning ?? Task.CompletedTask); await CreateAsync();")]
    [InlineData("await Task.Run(CleanAsync).ContinueWith(_ => CreateAsync()).Unwrap();")]
    [InlineData("var cleaning = CleanAsync().ContinueWith(_ => CreateAsync(), TaskScheduler.Default).Unwrap(); await cleaning;")]
    [InlineData("switch (names.Count) { case 0: await CreateAsync(); break; default: await CleanAsync(); break; }")]
    [InlineData("var work = names.Count > 0 ? CreateAsync() : CleanAsync(); await work;")]
    [InlineData("var work = names.Count switch { 0 => CreateAsync(), _ => CleanAsync() }; await work;")]
    [InlineData("do { await CreateAsync(); await CleanAsync(); } while (names.Count > 0);")]
    [InlineData("var tasks = new List<Task>(); foreach (var name in names) { tasks.Add(CreateAsync()); if (tasks.Count == 4) { await Task.WhenAll(tasks); tasks.Clear(); } } await Task.WhenAll(tasks); await CleanAsync();")]
    [InlineData("await foreach (var name in NamesAsync()) { await CreateAsync(); await CleanAsync(); }")]
    [InlineData("var first = await CreateAndNameAsync(); await client.Images.DeleteImageAsync(first, new ImageDeleteParameters());")]
    [InlineData("Log(nameof(CleanAsync)); var creating = CreateAsync(); Log(nameof(CleanAsync)); await creating;")]
    public async Task Operations_in_turn_are_silent(string statements) => Assert.Empty(await Verify.FindingsIn($$"""
        private Task _cleaning;
        private event Func<Task> changed;

        public async Task RunAsync()
        {
            {{statements}}
            await Task.Yield();
        }

        private async Task CreateAsync() => await client.Images.TagImageAsync("app:1", new ImageTagParameters());

        private async Task CleanAsync() => await client.Images.PruneImagesAsync();

        private async Task<string> CreateAndNameAsync() { await CreateAsync(); return "app:1"; }

        private async Task<bool> ExistsAsync(string name) => (await client.Images.InspectImageAsync(name)).Size > 0;

        private IEnumerable<Task> Started() { yield return CreateAsync(); yield return CreateAsync(); }

        private async IAsyncEnumerable<string> NamesAsync() { await CleanAsync(); yield return "a"; await CleanAsync(); }

        private static async Task RetryAsync(Func<Task> work)
        {
            for (var attempt = 0; ; attempt++)
            {
                try { await work(); return; }
                catch (DockerApiException) when (attempt < 3) { await Task.Delay(100); }
            }
        }

        private sealed class Cleanup(Func<Task> clean) : IAsyncDisposable
        {
            public async ValueTask DisposeAsync() => await clean();
        }
        """));
}
