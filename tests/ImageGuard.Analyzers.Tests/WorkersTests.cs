namespace ImageGuard.Analyzers.Tests;

/// <summary>Work that something else runs from time to time, or several times at once: dataflow blocks, timers, readers of a channel.</summary>
public class WorkersTests
{
    private const string Replace = "await client.Images.TagImageAsync(name, new ImageTagParameters()); await client.Images.DeleteImageAsync(name, new ImageDeleteParameters());";

    [Theory]
    [InlineData("var block = new ActionBlock<string>(async name => { REPLACE }, new ExecutionDataflowBlockOptions { MaxDegreeOfParallelism = 4 });")]
    [InlineData("var block = new ActionBlock<string>(async name => { REPLACE }, new() { MaxDegreeOfParallelism = Environment.ProcessorCount });")]
    [InlineData("var options = new ExecutionDataflowBlockOptions { MaxDegreeOfParallelism = DataflowBlockOptions.Unbounded }; var block = new TransformBlock<string, int>(async name => { REPLACE return 1; }, options);")]
    [InlineData("block = new ActionBlock<string>(async name => { REPLACE }, new ExecutionDataflowBlockOptions { MaxDegreeOfParallelism = 2 });")]
    [InlineData("""
        var create = new TransformBlock<string, string>(async name => { await client.Images.TagImageAsync(name, new ImageTagParameters()); return name; });
        var remove = new ActionBlock<string>(async name => await client.Images.DeleteImageAsync(name, new ImageDeleteParameters()));
        create.LinkTo(remove);
        """)]
    [InlineData("""
        var create = new ActionBlock<string>(async name => await client.Images.TagImageAsync(name, new ImageTagParameters()));
        var remove = new ActionBlock<string>(async name => await client.Images.DeleteImageAsync(name, new ImageDeleteParameters()));
        create.Post("a");
        await remove.SendAsync("b");
        """)]
    [InlineData("""
        var remove = new ActionBlock<string>(async name => await client.Images.DeleteImageAsync(name, new ImageDeleteParameters()));
        remove.Post("b");
        await client.Images.TagImageAsync("a", new ImageTagParameters());
        """)]
    public Task Blocks_that_run_at_once_are_found(string statements) => AssertFound(statements);

    [Theory]
    [InlineData("var block = new ActionBlock<string>(async name => { REPLACE }); foreach (var name in names) { block.Post(name); } block.Complete(); await block.Completion;")]
    [InlineData("var block = new ActionBlock<string>(async name => { REPLACE }, new ExecutionDataflowBlockOptions { BoundedCapacity = 4, MaxDegreeOfParallelism = 1 }); foreach (var name in names) { await block.SendAsync(name); }")]
    [InlineData("var block = new ActionBlock<string>(async name => { REPLACE }, new ExecutionDataflowBlockOptions { MaxDegreeOfParallelism = degree });")]
    [InlineData("""
        var remove = new ActionBlock<string>(async name => await client.Images.DeleteImageAsync(name, new ImageDeleteParameters()));
        await client.Images.TagImageAsync("a", new ImageTagParameters());
        remove.Post("b");
        remove.Complete();
        await remove.Completion;
        await client.Images.TagImageAsync("a", new ImageTagParameters());
        """)]
    public Task Blocks_that_take_turns_are_silent(string statements) => AssertSilent(statements);

    [Theory]
    [InlineData("var timer = new Timer(_ => client.Images.PruneImagesAsync().Wait(), null, TimeSpan.Zero, TimeSpan.FromHours(1)); await client.Images.TagImageAsync(\"a\", new ImageTagParameters());")]
    [InlineData("using var timer = new Timer(async _ => await client.Images.PruneImagesAsync(), null, 0, 1000); await client.Images.TagImageAsync(\"a\", new ImageTagParameters());")]
    [InlineData("var timer = new System.Timers.Timer(1000); timer.Elapsed += async (s, e) => await client.Images.PruneImagesAsync(); timer.Start(); await client.Images.TagImageAsync(\"a\", new ImageTagParameters());")]
    [InlineData("var timer = new System.Timers.Timer(1000); timer.Elapsed += (s, e) => client.Images.PruneImagesAsync().Wait(); timer.Enabled = true; await client.Images.TagImageAsync(\"a\", new ImageTagParameters());")]
    [InlineData("_ = LoopAsync(); await client.Images.TagImageAsync(\"a\", new ImageTagParameters()); async Task LoopAsync() { using var timer = new PeriodicTimer(TimeSpan.FromHours(1)); while (await timer.WaitForNextTickAsync()) { await client.Images.PruneImagesAsync(); } }")]
    public Task A_timer_that_removes_runs_beside_what_follows(string statements) => AssertFound(statements);

    [Theory]
    [InlineData("await client.Images.TagImageAsync(\"a\", new ImageTagParameters()); var timer = new Timer(_ => client.Images.PruneImagesAsync().Wait(), null, 0, 1000);")]
    [InlineData("using (var timer = new Timer(_ => client.Images.PruneImagesAsync().Wait(), null, 0, 1000)) { Log(1); } await client.Images.TagImageAsync(\"a\", new ImageTagParameters());")]
    [InlineData("var timer = new Timer(_ => client.Images.PruneImagesAsync().Wait(), null, 0, 1000); timer.Dispose(); await client.Images.TagImageAsync(\"a\", new ImageTagParameters());")]
    [InlineData("var timer = new Timer(_ => client.Images.PruneImagesAsync().Wait(), null, Timeout.Infinite, 1000); await client.Images.TagImageAsync(\"a\", new ImageTagParameters());")]
    [InlineData("var timer = new Timer(_ => client.Images.PruneImagesAsync().Wait()); await client.Images.TagImageAsync(\"a\", new ImageTagParameters());")]
    [InlineData("var timer = new Timer(async _ => { foreach (var name in names) { REPLACE } }, null, 0, 1000);")]
    [InlineData("var timer = new System.Timers.Timer(1000); timer.Elapsed += (s, e) => client.Images.PruneImagesAsync().Wait(); await client.Images.TagImageAsync(\"a\", new ImageTagParameters()); timer.Start();")]
    [InlineData("var timer = new System.Timers.Timer(1000); timer.Elapsed += (s, e) => client.Images.PruneImagesAsync().Wait(); timer.Start(); timer.Stop(); await client.Images.TagImageAsync(\"a\", new ImageTagParameters());")]
    public Task A_timer_that_does_not_run_yet_or_no_longer_is_silent(string statements) => AssertSilent(statements);

    private static async Task AssertFound(string statements) =>
        Assert.Single(await Verify.FindingsIn(Method(statements)), finding => finding.Id == "IMG201");

    private static async Task AssertSilent(string statements) =>
        Assert.DoesNotContain(await Verify.FindingsIn(Method(statements)), finding => finding.Id == "IMG201");

    private static string Method(string statements) => $$"""
        private ActionBlock<string> block;

        public async Task RunAsync(int degree)
        {
            {{statements.Replace("REPLACE", Replace, StringComparison.Ordinal)}}
            await Task.Yield();
        }
        """;
}
