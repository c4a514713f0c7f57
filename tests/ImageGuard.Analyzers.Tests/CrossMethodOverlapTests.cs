namespace ImageGuard.Analyzers.Tests;

/// <summary>IMG201 and its like where the operations stand in methods of their own.</summary>
public class CrossMethodOverlapTests
{
    [Fact]
    public Task Methods_that_run_at_once_are_found() => Verify.Members("""
        public Task DeployAsync() => Task.WhenAll(PrepareAsync(), {|IMG201:CleanAsync|}());

        private async Task PrepareAsync() => await client.Images.TagImageAsync("app:1", new ImageTagParameters());

        private async Task CleanAsync() => await client.Images.PruneImagesAsync();
        """);

    [Fact]
    public Task A_method_that_returns_the_task_is_found() => Verify.Members("""
        public async Task DeployAsync()
        {
            var cleaning = {|IMG201:CleanAsync|}();
            await PrepareAsync();
            await cleaning;
        }

        private Task PrepareAsync() => client.Images.TagImageAsync("app:1", new ImageTagParameters());

        private Task CleanAsync() => CleanInnerAsync();

        private Task CleanInnerAsync() => client.Images.PruneImagesAsync();
        """);

    [Fact]
    public Task What_a_method_leaves_running_is_found() => Verify.Members("""
        public async Task DeployAsync()
        {
            {|IMG201:StartCleaning|}();
            await PrepareAsync();
        }

        private Task PrepareAsync() => client.Images.TagImageAsync("app:1", new ImageTagParameters());

        private void StartCleaning() => ThreadPool.QueueUserWorkItem(_ => client.Images.PruneImagesAsync().Wait());
        """);

    [Fact]
    public Task Methods_handed_to_a_query_are_found() => Verify.Members("""
        public Task DeployAsync() => Task.WhenAll(names.Select({|IMG201:ReplaceAsync|}));

        private async Task ReplaceAsync(string name)
        {
            await client.Images.TagImageAsync(name, new ImageTagParameters());
            await client.Images.DeleteImageAsync(name, new ImageDeleteParameters());
        }
        """);

    [Fact]
    public Task Extension_and_static_methods_in_other_files_are_found() => Verify.File(
        Verify.InClass("""
            public Task DeployAsync() => Task.WhenAll(client.PrepareAsync(), {|IMG201:Cleaner.CleanAsync|}(client));
            """),
        Verify.Usings + """

        namespace Sample;

        public static class Cleaner
        {
            public static Task PrepareAsync(this IDockerClient docker) => docker.Images.TagImageAsync("app:1", new ImageTagParameters());

            public static async Task CleanAsync(IDockerClient docker) => await docker.Images.PruneImagesAsync();
        }
        """);

    [Fact]
    public Task A_lock_inside_the_method_silences() => Verify.Members("""
        private readonly SemaphoreSlim gate = new(1, 1);

        public Task DeployAsync() => Task.WhenAll(names.Select(ReplaceAsync));

        private async Task ReplaceAsync(string name)
        {
            await gate.WaitAsync();
            try
            {
                await client.Images.TagImageAsync(name, new ImageTagParameters());
                await client.Images.DeleteImageAsync(name, new ImageDeleteParameters());
            }
            finally
            {
                gate.Release();
            }
        }
        """);

    [Fact]
    public Task Methods_that_run_in_turn_are_silent() => Verify.Members("""
        public async Task DeployAsync()
        {
            await PrepareAsync();
            await CleanAsync();
            Wait();
            await DeployAsync();
        }

        private async Task PrepareAsync() => await client.Images.TagImageAsync("app:1", new ImageTagParameters());

        private async Task CleanAsync() => await client.Images.PruneImagesAsync();

        private void Wait() => client.Images.PruneImagesAsync().Wait();
        """);
}
