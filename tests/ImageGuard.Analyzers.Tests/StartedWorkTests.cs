namespace ImageGuard.Analyzers.Tests;

/// <summary>Work that is started and goes on beside what follows.</summary>
public class StartedWorkTests
{
    [Theory]
    [InlineData("private void Start(string id) { _ = RemoveAsync(id); }")]
    [InlineData("private void Start(string id) => Task.Run(() => RemoveAsync(id));")]
    [InlineData("private void Start(string id) => Task.CompletedTask.ContinueWith(_ => RemoveAsync(id));")]
    [InlineData("private void Start(string id) => new Thread(() => RemoveAsync(id).Wait()).Start();")]
    [InlineData("private void Start(string id) => ThreadPool.QueueUserWorkItem(_ => RemoveAsync(id).Wait());")]
    [InlineData("private async void Start(string id) => await RemoveAsync(id);")]
    [InlineData("private void Start(string id) { var thread = new Thread(Run) { IsBackground = true }; thread.Start(); void Run() => RemoveAsync(id).Wait(); }")]
    [InlineData("private void Start(string id) => Task.Factory.StartNew(() => RemoveAsync(id));")]
    [InlineData("private async Task Start(string id) { await Task.Yield(); _ = RemoveAsync(id); }")]
    public Task A_helper_leaves_a_removal_running(string helper) => AssertFound($$"""
        public async Task RunAsync(string id)
        {
            {{(helper.Contains("Task Start", StringComparison.Ordinal) ? "await " : "")}}Start(id);
            await client.Images.TagImageAsync("app:1", new ImageTagParameters());
        }

        {{helper}}

        private async Task RemoveAsync(string id) => await client.Images.DeleteImageAsync(id, new ImageDeleteParameters());
        """);

    [Fact]
    public Task A_helper_that_starts_what_it_is_given_and_forgets_it_is_found_where_it_is_called() => Verify.Members("""
        public async Task RunAsync(string id)
        {
            {|IMG205:InBackground|}(async () => await {|IMG201:client.Images.DeleteImageAsync|}(id, new ImageDeleteParameters()));
            await client.Images.TagImageAsync("app:1", new ImageTagParameters());
        }

        public async Task InTurnAsync(string id)
        {
            await InTurn(async () => await client.Images.DeleteImageAsync(id, new ImageDeleteParameters()));
            await client.Images.TagImageAsync("app:1", new ImageTagParameters());
        }

        private static void InBackground(Func<Task> work) => _ = Task.Run(work);

        private static Task InTurn(Func<Task> work) => Task.Run(work);
        """);

    [Theory]
    [InlineData("private void Start(string id) { RemoveAsync(id).Wait(); }")]
    [InlineData("private void Start(string id) => Task.Run(() => RemoveAsync(id)).GetAwaiter().GetResult();")]
    [InlineData("private void Start(string id) { var thread = new Thread(() => RemoveAsync(id).Wait()); thread.Start(); thread.Join(); }")]
    [InlineData("private void Start(string id) => Task.CompletedTask.ContinueWith(_ => RemoveAsync(id)).Unwrap().Wait();")]
    public async Task A_helper_that_waits_leaves_nothing_running(string helper) => Assert.Empty(await Verify.FindingsIn($$"""
        public async Task RunAsync(string id)
        {
            Start(id);
            await client.Images.TagImageAsync("app:1", new ImageTagParameters());
        }

        {{helper}}

        private async Task RemoveAsync(string id) => await client.Images.DeleteImageAsync(id, new ImageDeleteParameters());
        """));

    [Theory]
    [InlineData("names.AsParallel().ForAll(name => { ReplaceAsync(name).Wait(); });")]
    [InlineData("names.AsParallel().WithDegreeOfParallelism(4).ForAll(name => ReplaceAsync(name).Wait());")]
    [InlineData("Parallel.ForEach(names, name => ReplaceAsync(name).Wait());")]
    [InlineData("Parallel.For(0, names.Count, i => ReplaceAsync(names[i]).Wait());")]
    [InlineData("await Parallel.ForEachAsync(names, async (name, token) => await ReplaceAsync(name));")]
    [InlineData("await Parallel.ForEachAsync(names, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (name, token) => await ReplaceAsync(name));")]
    [InlineData("foreach (var name in names) { new Thread(() => ReplaceAsync(name).Wait()).Start(); }")]
    [InlineData("var threads = new List<Thread>(); foreach (var name in names) { var thread = new Thread(() => ReplaceAsync(name).Wait()); thread.Start(); threads.Add(thread); } threads.ForEach(thread => thread.Join());")]
    [InlineData("var tasks = new List<Task>(); for (var i = 0; i < names.Count; i++) { tasks.Add(ReplaceAsync(names[i])); } await Task.WhenAll(tasks);")]
    [InlineData("var tasks = new Task[4]; for (var i = 0; i < 4; i++) { tasks[i] = Task.Run(() => ReplaceAsync(names[i])); } Task.WaitAll(tasks);")]
    [InlineData("await Task.WhenAll(from name in names select ReplaceAsync(name));")]
    [InlineData("await Task.WhenAll(names.Where(name => name.Length > 0).Select(async (name, index) => await ReplaceAsync(name)));")]
    [InlineData("await Task.WhenAll(Enumerable.Range(0, 4).Select(async i => { await foreach (var name in channel.Reader.ReadAllAsync()) { await ReplaceAsync(name); } }));")]
    [InlineData("var readers = new List<Task>(); for (var i = 0; i < 4; i++) { readers.Add(Task.Run(ReadAsync)); } await Task.WhenAll(readers);")]
    [InlineData("var readers = Enumerable.Range(0, 4).Select(_ => ReadAsync()).ToArray(); await Task.WhenAll(readers);")]
    public Task Several_runs_of_one_body_meet_each_other(string statements) => AssertFound(Replacing(statements));

    [Theory]
    [InlineData("foreach (var name in names) { await ReplaceAsync(name); }")]
    [InlineData("foreach (var name in names) { var thread = new Thread(() => ReplaceAsync(name).Wait()); thread.Start(); thread.Join(); }")]
    [InlineData("foreach (var name in names) { await Task.Run(() => ReplaceAsync(name)); }")]
    [InlineData("foreach (var task in names.Select(name => ReplaceAsync(name))) { await task; }")]
    [InlineData("await Task.Run(ReadAsync);")]
    [InlineData("var reading = ReadAsync(); await channel.Writer.WriteAsync(\"a\"); await reading;")]
    [InlineData("await Task.WhenAll(ReadAsync(), Task.Run(async () => { foreach (var name in names) { await channel.Writer.WriteAsync(name); } channel.Writer.Complete(); }));")]
    [InlineData("Parallel.ForEach(names, new ParallelOptions { MaxDegreeOfParallelism = 1 }, name => ReplaceAsync(name).Wait());")]
    public async Task Runs_in_turn_do_not_meet(string statements) => Assert.Empty(await Verify.FindingsIn(Replacing(statements)));

    private static string Replacing(string statements) => $$"""
        private readonly System.Threading.Channels.Channel<string> channel;

        public async Task RunAsync()
        {
            {{statements}}
        }

        private async Task ReadAsync()
        {
            while (await channel.Reader.WaitToReadAsync())
            {
                while (channel.Reader.TryRead(out var name))
                {
                    await ReplaceAsync(name);
                }
            }
        }

        private async Task ReplaceAsync(string name)
        {
            await client.Images.TagImageAsync(name, new ImageTagParameters());
            await client.Images.DeleteImageAsync(name, new ImageDeleteParameters());
        }
        """;

    private static async Task AssertFound(string members) =>
        Assert.Single(await Verify.FindingsIn(members), finding => finding.Id == "IMG201");
}
