namespace ImageGuard.Analyzers.Tests;

/// <summary>IMG205.</summary>
public class NotAwaitedTests
{
    [Theory]
    [InlineData("{|IMG205:client.Images.DeleteImageAsync|}(image, new ImageDeleteParameters());")]
    [InlineData("_ = {|IMG205:client.Images.DeleteImageAsync|}(image, new ImageDeleteParameters());")]
    [InlineData("var unused = {|IMG205:client.Images.DeleteImageAsync|}(image, new ImageDeleteParameters());")]
    [InlineData("{|IMG205:client.Images.DeleteImageAsync|}(image, new ImageDeleteParameters()).ConfigureAwait(false);")]
    [InlineData("{|IMG205:client.Images.DeleteImageAsync|}(image, new ImageDeleteParameters()).ContinueWith(t => Log(t.Exception));")]
    [InlineData("_ = {|IMG205:Task.Run|}(() => client.Images.DeleteImageAsync(image, new ImageDeleteParameters()));")]
    [InlineData("_ = {|IMG205:Task.Run|}(async () => await client.Images.DeleteImageAsync(image, new ImageDeleteParameters()));")]
    [InlineData("names.ToList().ForEach(async name => await {|IMG205:client.Images.DeleteImageAsync|}(name, new ImageDeleteParameters()));")]
    [InlineData("Parallel.ForEach(names, async name => await {|IMG205:client.Images.DeleteImageAsync|}(name, new ImageDeleteParameters()));")]
    [InlineData("foreach (var one in images) {|IMG205:client.Images.DeleteImageAsync|}(one.ID, new ImageDeleteParameters());")]
    [InlineData("new Thread(() => {|IMG205:client.Images.DeleteImageAsync|}(image, new ImageDeleteParameters())).Start();")]
    [InlineData("client?{|IMG205:.Images.DeleteImageAsync|}(image, new ImageDeleteParameters());")]
    [InlineData("await Task.WhenAny({|IMG205:client.Images.DeleteImageAsync|}(image, new ImageDeleteParameters()), Task.Delay(1000));")]
    [InlineData("""
        {|IMG205:CleanAsync|}();
        async Task CleanAsync() => await client.Images.DeleteImageAsync(image, new ImageDeleteParameters());
        """)]
    [InlineData("await {|IMG205:Task.Factory.StartNew|}(() => client.Images.DeleteImageAsync(image, new ImageDeleteParameters()), ct, TaskCreationOptions.None, TaskScheduler.Default);")]
    public Task A_task_that_nobody_waits_for_is_found(string statements) => Verify.Statements(statements);

    [Fact]
    public Task An_async_void_method_is_found() => Verify.Members("""
        public async void Remove(string image) => await {|IMG205:client.Images.DeleteImageAsync|}(image, new ImageDeleteParameters());
        """);

    [Fact]
    public Task A_call_of_an_own_method_that_nobody_waits_for_is_found() => Verify.Members("""
        public void Remove(string image)
        {
            {|IMG205:RemoveAsync|}(image);
        }

        private async Task RemoveAsync(string image) => await client.Images.DeleteImageAsync(image, new ImageDeleteParameters());
        """);

    [Theory]
    [InlineData("await client.Images.DeleteImageAsync(image, new ImageDeleteParameters());")]
    [InlineData("client.Images.DeleteImageAsync(image, new ImageDeleteParameters()).Wait();")]
    [InlineData("client.Images.DeleteImageAsync(image, new ImageDeleteParameters()).GetAwaiter().GetResult();")]
    [InlineData("client.Images.DeleteImageAsync(image, new ImageDeleteParameters()).ConfigureAwait(false).GetAwaiter().GetResult();")]
    [InlineData("var deleted = client.Images.DeleteImageAsync(image, new ImageDeleteParameters()).Result;")]
    [InlineData("var task = client.Images.DeleteImageAsync(image, new ImageDeleteParameters()); await task;")]
    [InlineData("var task = client.Images.DeleteImageAsync(image, new ImageDeleteParameters()); task.Wait();")]
    [InlineData("await Task.Run(() => client.Images.DeleteImageAsync(image, new ImageDeleteParameters()));")]
    [InlineData("await client.Images.DeleteImageAsync(image, new ImageDeleteParameters()).ContinueWith(t => Log(t.Exception));")]
    [InlineData("Task.WaitAll(client.Images.DeleteImageAsync(image, new ImageDeleteParameters()));")]
    [InlineData("Func<Task> later = () => client.Images.DeleteImageAsync(image, new ImageDeleteParameters()); await later();")]
    [InlineData("Log(client.Images.DeleteImageAsync(image, new ImageDeleteParameters()));")]
    [InlineData("var tasks = new List<Task>(); foreach (var name in names) { tasks.Add(client.Images.DeleteImageAsync(name, new ImageDeleteParameters())); await Task.WhenAny(tasks); } await Task.WhenAll(tasks);")]
    [InlineData("var tasks = new List<Task>(); foreach (var name in names) { tasks.Add(client.Images.DeleteImageAsync(name, new ImageDeleteParameters())); while (tasks.Count(task => !task.IsCompleted) > 4) { await Task.WhenAny(tasks).ConfigureAwait(false); } } await Task.WhenAll(tasks);")]
    [InlineData("""
        _ = Task.Run(async () =>
        {
            while (!ct.IsCancellationRequested)
            {
                await client.Images.PruneImagesAsync();
                await Task.Delay(1000, ct);
            }
        });
        """)]
    [InlineData("await Task.Factory.StartNew(() => client.Images.DeleteImageAsync(image, new ImageDeleteParameters())).Unwrap();")]
    public Task A_task_that_somebody_waits_for_is_silent(string statements) => Verify.Statements(statements);

    [Fact]
    public Task A_returned_task_is_silent() => Verify.Members("""
        public Task RemoveAsync(string image) => client.Images.DeleteImageAsync(image, new ImageDeleteParameters());

        public Task RemoveAllAsync()
        {
            var tasks = names.Select(RemoveAsync).ToArray();
            return Task.WhenAll(tasks);
        }
        """);

    [Fact]
    public Task A_stored_task_is_silent() => Verify.Members("""
        private Task running = Task.CompletedTask;

        public void Begin(string image) => running = client.Images.DeleteImageAsync(image, new ImageDeleteParameters());

        public Task EndAsync() => running;
        """);

    /// <summary>xUnit waits for a test that returns nothing.</summary>
    [Fact]
    public Task A_test_is_waited_for() => Verify.Members("""
        public class FactAttribute : Attribute { }

        [Fact]
        public async void Removes() => await client.Images.DeleteImageAsync("app:1", new ImageDeleteParameters());
        """);

    [Fact]
    public Task An_event_handler_has_no_choice_and_is_silent() => Verify.Members("""
        public async void OnClick(object sender, EventArgs e) => await client.Images.DeleteImageAsync("app:1", new ImageDeleteParameters());
        """);

    [Fact]
    public Task What_a_mocking_library_is_told_is_silent() => Verify.File(Verify.InClass("""
        public void Test(IDockerClient mock)
        {
            mock.Received(1).Images.DeleteImageAsync("app:1", Arg.Any<ImageDeleteParameters>());
            mock.Images.Received().DeleteImageAsync("app:1", Arg.Any<ImageDeleteParameters>());
            mock.Images.LoadImageAsync(null, null, null).Returns(Task.CompletedTask);
            new Mock<IDockerClient>().Setup(docker => docker.Images.LoadImageAsync(null, null, null, default));
        }

        public async Task Test(IStore mock)
        {
            mock.AddAsync().Returns(Task.CompletedTask);
            await mock.CleanAsync();
        }

        public interface IStore
        {
            Task AddAsync();
            Task CleanAsync();
        }

        public class Store(IDockerClient client) : IStore
        {
            public async Task AddAsync() => await client.Images.TagImageAsync("app:1", new ImageTagParameters());
            public async Task CleanAsync() => await client.Images.PruneImagesAsync();
        }
        """), """
        using System;
        using System.Linq.Expressions;

        public static class Substitute
        {
            public static T Received<T>(this T substitute, int calls = 1) => substitute;
            public static T Returns<T>(this T value, T result) => value;
        }

        public static class Arg { public static T Any<T>() => default; }

        public class Mock<T> { public void Setup<TResult>(Expression<Func<T, TResult>> call) { } }
        """);


    [Fact]
    public Task What_is_only_made_of_a_task_that_a_variable_holds_may_be_dropped() => Verify.Members("""
        public async Task RunAsync(string image)
        {
            var removal = client.Images.DeleteImageAsync(image, new ImageDeleteParameters());
            _ = removal.ContinueWith(_ => Log("removed"));
            await removal;
        }
        """);
}
