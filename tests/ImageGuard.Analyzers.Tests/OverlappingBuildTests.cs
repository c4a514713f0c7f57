namespace ImageGuard.Analyzers.Tests;

/// <summary>IMG204: builds at the same time that are sure to take a name from each other.</summary>
public class OverlappingBuildTests
{
    [Theory]
    [InlineData("""await Task.WhenAll(BUILD("app:1"), {|IMG204:BUILD|}("docker.io/library/app:1"));""")]
    [InlineData("""await Task.WhenAll(BUILD("app", "app:1"), {|IMG204:BUILD|}("other", "app:1"));""")]
    [InlineData("""var first = BUILD("app:1"); await {|IMG204:BUILD|}("app:1"); await first;""")]
    [InlineData("""await Task.WhenAll(BUILD(tag), {|IMG204:BUILD|}(tag));""")]
    [InlineData("""await Parallel.ForEachAsync(names, async (name, token) => await {|IMG204:BUILD|}("app:1"));""")]
    [InlineData("""await Parallel.ForEachAsync(names, async (name, token) => await {|IMG204:BUILD|}(tag));""")]
    [InlineData("""await Parallel.ForEachAsync(names, async (name, token) => await {|IMG204:BUILD|}($"{name}:1", "app:latest"));""")]
    [InlineData("""await Task.WhenAll(names.Select(name => {|IMG204:BUILD|}(Tag)));""")]
    [InlineData("""var full = $"app:{tag}"; await Task.WhenAll(names.Select(name => {|IMG204:BUILD|}(full)));""")]
    [InlineData("""var tasks = new List<Task>(); foreach (var name in names) { tasks.Add(Task.Run(async () => await {|IMG204:BUILD|}("app:1"))); } await Task.WhenAll(tasks);""")]
    public Task Builds_of_one_name_are_found(string statement) => Check(statement);

    [Theory]
    [InlineData("""await BUILD("app:1"); await BUILD("app:1");""")]
    [InlineData("""await Task.WhenAll(BUILD("app:1"), BUILD("app:2"));""")]
    [InlineData("""await Task.WhenAll(BUILD(tag), BUILD("app:2"));""")]
    [InlineData("""await Task.WhenAll(BUILD(), BUILD());""")]
    [InlineData("""await Task.WhenAll(names.Select(name => BUILD(name)));""")]
    [InlineData("""await Parallel.ForEachAsync(names, async (name, token) => await BUILD($"app:{name}"));""")]
    [InlineData("""await Parallel.ForEachAsync(names, async (name, token) => { var full = name + ":1"; await BUILD(full); });""")]
    [InlineData("""var tasks = new List<Task>(); foreach (var name in names) { var full = name + ":1"; tasks.Add(BUILD(full)); } await Task.WhenAll(tasks);""")]
    [InlineData("""var tasks = new List<Task>(); foreach (var name in names) { tasks.Add(BUILD(name)); } await Task.WhenAll(tasks);""")]
    [InlineData("""var tasks = new List<Task>(); for (var i = 0; i < 4; i++) { tasks.Add(BUILD($"app:{i}")); } await Task.WhenAll(tasks);""")]
    [InlineData("""await Task.WhenAll(BuildAsync("a:1"), BuildAsync("b:1")); Task BuildAsync(string name) => BUILD(name);""")]
    [InlineData("""var gate = new SemaphoreSlim(1); await Task.WhenAll(names.Select(async name => { await gate.WaitAsync(); await BUILD("app:1"); gate.Release(); }));""")]
    [InlineData("""await Task.WhenAll(BUILD("app:1"), client.Images.TagImageAsync("other", new ImageTagParameters { RepositoryName = "app", Tag = "1" }));""")]
    public Task Builds_of_different_or_unknown_names_or_in_turn_are_silent(string statement) => Check(statement);

    [Fact]
    public Task A_helper_that_is_given_the_name_is_judged_by_it() => Verify.Members("""
        public Task TwiceAsync(IProgress<JSONMessage> progress) => Task.WhenAll(BuildAsync("app:1", progress), {|IMG204:BuildAsync|}("app:1", progress));

        public Task ApartAsync(IProgress<JSONMessage> progress) => Task.WhenAll(BuildAsync("app:1", progress), BuildAsync("app:2", progress));

        public Task UnknownAsync(string one, string two, IProgress<JSONMessage> progress) => Task.WhenAll(BuildAsync(one, progress), BuildAsync(two, progress));

        public Task EachAsync(IProgress<JSONMessage> progress) => Task.WhenAll(names.Select(name => BuildAsync(name, progress)));

        public Task SameForEachAsync(IProgress<JSONMessage> progress) => Task.WhenAll(names.Select(name => {|IMG204:BuildAsync|}("app:1", progress)));

        public Task BuildAsync(string name, IProgress<JSONMessage> progress) =>
            client.Images.BuildImageFromDockerfileAsync(new ImageBuildParameters { Tags = new List<string> { name } }, null, null, null, progress);
        """);

    /// <summary><c>BUILD(tags)</c> stands for a build of these tags; the mark goes to what the finding marks.</summary>
    private static Task Check(string statement)
    {
        var code = statement;
        for (var at = code.IndexOf("BUILD", StringComparison.Ordinal); at >= 0; at = code.IndexOf("BUILD", at + 1, StringComparison.Ordinal))
        {
            var open = code.IndexOf('(', at);
            var close = code.IndexOf(')', open);
            var tags = code[(open + 1)..close];
            code = code[..(open + 1)] + $"new ImageBuildParameters {{ Tags = new List<string> {{ {tags} }} }}, stream, null, null, progress" + code[close..];
        }

        return Verify.Members($$"""
            private readonly string Tag;

            public async Task RunAsync(string tag, Stream stream, IProgress<JSONMessage> progress)
            {
                {{code.Replace("BUILD", "client.Images.BuildImageFromDockerfileAsync", StringComparison.Ordinal)}}
            }
            """);
    }
}
