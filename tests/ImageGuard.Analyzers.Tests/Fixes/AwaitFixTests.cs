using ImageGuard.CodeFixes;
using Fix = ImageGuard.Analyzers.Tests.Fixes.VerifyFix<ImageGuard.CodeFixes.AwaitFix>;

namespace ImageGuard.Analyzers.Tests.Fixes;

/// <summary>IMG205: <see cref="AwaitFix"/>.</summary>
public class AwaitFixTests
{
    [Theory]
    [InlineData("{|IMG205:client.Images.PruneImagesAsync|}();", "await client.Images.PruneImagesAsync();")]
    [InlineData("_ = {|IMG205:client.Images.PruneImagesAsync|}();", "await client.Images.PruneImagesAsync();")]
    [InlineData("var task = {|IMG205:client.Images.PruneImagesAsync|}();", "await client.Images.PruneImagesAsync();")]
    [InlineData("Task task = {|IMG205:client.Images.PruneImagesAsync|}();", "await client.Images.PruneImagesAsync();")]
    [InlineData("{|IMG205:client.Images.PruneImagesAsync|}().ConfigureAwait(false);", "await client.Images.PruneImagesAsync().ConfigureAwait(false);")]
    [InlineData("_ = {|IMG205:Task.Run|}(() => client.Images.PruneImagesAsync());", "await Task.Run(() => client.Images.PruneImagesAsync());")]
    [InlineData("if (force) {|IMG205:client.Images.PruneImagesAsync|}();", "if (force) await client.Images.PruneImagesAsync();")]
    [InlineData(
        "await Task.Run(() => { {|IMG205:client.Images.PruneImagesAsync|}(); });",
        "await Task.Run(async () => { await client.Images.PruneImagesAsync(); });")]
    public Task The_operation_is_awaited(string statements, string expected) => Fix.Statements(statements, expected);

    [Fact]
    public Task Comments_and_lines_stay() => Fix.Statements(
        """
        // make room first
        _ = {|IMG205:client.Images.DeleteImageAsync|}(
            image, // the old one
            new ImageDeleteParameters(),
            ct); // may take long

        Log(image);
        """,
        """
        // make room first
        await client.Images.DeleteImageAsync(
            image, // the old one
            new ImageDeleteParameters(),
            ct); // may take long

        Log(image);
        """);

    [Fact]
    public Task An_async_void_method_returns_its_task_and_its_callers_await_that() => Fix.Members(
        """
        public async void Clean() => await {|IMG205:client.Images.PruneImagesAsync|}();

        public async Task RunAsync()
        {
            Clean();
        }
        """,
        """
        public async Task Clean() => await client.Images.PruneImagesAsync();

        public async Task RunAsync()
        {
            await Clean();
        }
        """,
        iterations: 2);

    [Fact]
    public Task An_operation_dropped_in_an_async_void_function_is_awaited_and_the_function_returns_its_task() => Fix.Statements(
        """
        await Task.Yield();

        async void Clean()
        {
            {|IMG205:client.Images.PruneImagesAsync|}();
        }
        """,
        """
        await Task.Yield();

        async Task Clean()
        {
            await client.Images.PruneImagesAsync();
        }
        """);

    [Fact]
    public Task Without_the_using_the_task_is_named_in_full() => Fix.Files(
        [
            """
            using Docker.DotNet;

            public class Cleaner
            {
                /// <summary>Makes room.</summary>
                public async void Clean(IDockerClient client) /* at night */
                {
                    await {|IMG205:client.Images.PruneImagesAsync|}();
                }
            }
            """,
        ],
        [
            """
            using Docker.DotNet;

            public class Cleaner
            {
                /// <summary>Makes room.</summary>
                public async System.Threading.Tasks.Task Clean(IDockerClient client) /* at night */
                {
                    await client.Images.PruneImagesAsync();
                }
            }
            """,
        ]);

    [Theory]
    [InlineData("public void Run() => {|IMG205:client.Images.PruneImagesAsync|}();")]
    [InlineData("public void Run() { {|IMG205:client.Images.PruneImagesAsync|}(); }")]
    [InlineData("public Task RunAsync() { {|IMG205:client.Images.PruneImagesAsync|}(); return Task.CompletedTask; }")]
    [InlineData("public async Task RunAsync() { await Task.Yield(); new List<string>(names).ForEach(name => {|IMG205:client.Images.DeleteImageAsync|}(name, new ImageDeleteParameters())); }")]
    [InlineData("public async Task RunAsync() { await Task.Yield(); lock (names) { {|IMG205:client.Images.PruneImagesAsync|}(); } }")]
    [InlineData("public Action Clean() => async () => await {|IMG205:client.Images.PruneImagesAsync|}();")]
    public Task Where_nobody_can_await_nothing_is_offered(string members) => Fix.NothingForMembers(members);

    [Fact]
    public Task An_async_void_method_that_others_need_as_it_is_stays() => Fix.NothingForMembers("""
        public async void Clean() => await {|IMG205:client.Images.PruneImagesAsync|}();

        public Action Cleaner() => Clean;
        """);

    [Fact]
    public Task An_async_void_method_that_another_file_needs_as_it_is_stays()
    {
        string[] files =
        [
            Fix.InClass("public async void Clean() => await {|IMG205:client.Images.PruneImagesAsync|}();"),
            """
            using System;

            namespace Sample;

            public class Timer
            {
                public Action Tick(Worker worker) => worker.Clean;
            }
            """,
        ];
        return Fix.Files(files, files);
    }

    [Fact]
    public Task All_are_fixed_in_all_files()
    {
        const string Members = """
            public async Task RunAsync()
            {
                {|IMG205:client.Images.PruneImagesAsync|}();
                _ = {|IMG205:client.Images.PruneImagesAsync|}();
            }
            """;
        const string Expected = """
            public async Task RunAsync()
            {
                await client.Images.PruneImagesAsync();
                await client.Images.PruneImagesAsync();
            }
            """;
        return Fix.Files(
            [Fix.InClass(Members), Fix.InClass(Members).Replace("Worker", "Helper", StringComparison.Ordinal)],
            [Fix.InClass(Expected), Fix.InClass(Expected).Replace("Worker", "Helper", StringComparison.Ordinal)]);
    }
}
