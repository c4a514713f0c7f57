namespace ImageGuard.Analyzers.Tests.Surroundings;

/// <summary>IMG501 and IMG502: what an operation breaks by being repeated.</summary>
public class LoopTests
{
    [Theory]
    [InlineData("""
        foreach (var old in images)
        {
            var all = await {|IMG501:client.Images.ListImagesAsync|}(new ImagesListParameters());
            Console.WriteLine(all.Count);
        }
        """)]
    [InlineData("for (var i = 0; i < 10; i++) await {|IMG501:client.Images.ListImagesAsync|}(new ImagesListParameters());")]
    [InlineData("while ((await {|IMG501:client.Images.ListImagesAsync|}(new ImagesListParameters())).Count > 10) await client.Images.DeleteImageAsync(image, new ImageDeleteParameters());")]
    [InlineData("await Task.WhenAll(images.Select(async old => { var all = await {|IMG501:client.Images.ListImagesAsync|}(new ImagesListParameters()); return all.Count; }));")]
    public Task A_list_in_a_loop_is_found(string statements) => Verify.Statements(statements);

    [Theory]
    [InlineData("var all = await client.Images.ListImagesAsync(new ImagesListParameters()); foreach (var one in all) Console.WriteLine(one.ID);")]
    [InlineData("foreach (var one in await client.Images.ListImagesAsync(new ImagesListParameters())) Console.WriteLine(one.ID);")]
    [InlineData("foreach (var one in (await client.Images.ListImagesAsync(new ImagesListParameters())).Where(one => one.Size > 0)) Console.WriteLine(one.ID);")]
    [InlineData("while (!ct.IsCancellationRequested) { var all = await client.Images.ListImagesAsync(new ImagesListParameters()); Console.WriteLine(all.Count); await Task.Delay(1000, ct); }")]
    [InlineData("foreach (var one in images) await client.Images.InspectImageAsync(one.ID);")]
    [InlineData("Func<Task> later = async () => await client.Images.ListImagesAsync(new ImagesListParameters()); await later();")]
    public Task A_list_that_is_needed_is_silent(string statements) => Verify.Statements(statements + " // IMG501");

    [Fact]
    public Task A_command_that_lists_in_a_loop_is_found() => Verify.ProcessStatements("""
        foreach (var name in names)
        {
            using var list = {|IMG501:Process.Start|}("docker", "images -q");
            list.WaitForExit();
        }
        """);

    [Theory]
    [InlineData("""
        while (!ct.IsCancellationRequested)
        {
            await {|IMG502:client.Images.BuildImageFromDockerfileAsync|}(new ImageBuildParameters { Tags = new List<string> { $"app:{DateTime.UtcNow:yyyyMMddHHmm}" } }, stream, null, null, Progress);
            await Task.Delay(1000, ct);
        }
        """)]
    [InlineData("""
        for (var run = 0; ; run++)
        {
            await {|IMG502:client.Images.CommitContainerChangesAsync|}(new CommitContainerChangesParameters { ContainerID = id, RepositoryName = "backup", Tag = run.ToString() });
        }
        """)]
    public Task Images_that_pile_up_are_found(string statements) => Verify.Members(Loop(statements));

    [Theory]
    [InlineData("""
        while (!ct.IsCancellationRequested)
        {
            await client.Images.BuildImageFromDockerfileAsync(new ImageBuildParameters { Tags = new List<string> { "app:latest" } }, stream, null, null, Progress);
            await Task.Delay(1000, ct);
        }
        """)]
    [InlineData("""
        foreach (var tag in new[] { "1", "2" })
        {
            await client.Images.BuildImageFromDockerfileAsync(new ImageBuildParameters { Tags = new List<string> { "app:" + tag } }, stream, null, null, Progress);
        }
        """)]
    [InlineData("""
        for (var run = 0; ; run++)
        {
            await client.Images.CommitContainerChangesAsync(new CommitContainerChangesParameters { ContainerID = id, RepositoryName = "backup", Tag = run.ToString() });
            await client.Images.DeleteImageAsync($"backup:{run - 10}", new ImageDeleteParameters());
        }
        """)]
    public Task Images_that_stay_few_are_silent(string statements) => Verify.Members(Loop(statements) + "// IMG502");

    [Fact]
    public Task A_list_in_a_private_method_that_a_loop_calls_is_found() => Verify.Members("""
        public async Task RunAsync(IList<string> wanted)
        {
            foreach (var name in wanted) if (!await ExistsAsync(name)) Log(name);
            while (await CountAsync() > 3) await Task.Delay(1000);
        }

        private async Task<bool> ExistsAsync(string name) => (await {|IMG501:client.Images.ListImagesAsync|}(new ImagesListParameters())).Any(image => image.RepoTags.Contains(name));

        private async Task<int> CountAsync() => (await client.Images.ListImagesAsync(new ImagesListParameters())).Count;
        """);

    private static string Loop(string statements) => $$"""
        private static readonly IProgress<JSONMessage> Progress = new Progress<JSONMessage>(message => { if (message.Error != null) throw new IOException(message.Error.Message); });

        public async Task RunAsync(string id, Stream stream, CancellationToken ct)
        {
            {{statements}}
        }
        """;
}
