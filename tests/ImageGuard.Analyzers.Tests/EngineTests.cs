namespace ImageGuard.Analyzers.Tests;

/// <summary>Operations on different engines do not meet; on one engine they do, whichever client sends them.</summary>
public class EngineTests
{
    private const string Replace = "await docker.Images.TagImageAsync(image, new ImageTagParameters()); await docker.Images.DeleteImageAsync(image, new ImageDeleteParameters());";

    [Theory]
    [InlineData("await Parallel.ForEachAsync(hosts, async (host, token) => { using var docker = new DockerClientConfiguration(new Uri(host)).CreateClient(); REPLACE });")]
    [InlineData("await Task.WhenAll(hosts.Select(async host => { var uri = new Uri(host); using var docker = new DockerClientConfiguration(uri).CreateClient(); REPLACE }));")]
    [InlineData("await Task.WhenAll(hosts.Select(host => Task.Run(async () => { using var docker = new DockerClientConfiguration(new Uri(host)).CreateClient(); REPLACE })));")]
    [InlineData("await Task.WhenAll(clients.Select(async docker => { REPLACE }));")]
    [InlineData("await Task.WhenAll(hosts.Select(UpdateAsync));")]
    [InlineData("await Task.WhenAll(hosts.Select(host => UpdateAsync(host)));")]
    [InlineData("await Task.WhenAll(clients.Select(docker => UpdateAsync(docker, image)));")]
    [InlineData("var tasks = new List<Task>(); foreach (var one in clients) { tasks.Add(UpdateAsync(one, image)); } await Task.WhenAll(tasks);")]
    [InlineData("var tasks = new List<Task>(); foreach (var host in hosts) { tasks.Add(Task.Run(async () => { using var docker = new DockerClientConfiguration(new Uri(host)).CreateClient(); REPLACE })); } await Task.WhenAll(tasks);")]
    public async Task Each_run_has_an_engine_of_its_own(string statements) => Assert.Empty(await Verify.FindingsIn(Method(statements)));

    [Theory]
    [InlineData("await Parallel.ForEachAsync(hosts, async (host, token) => { using var docker = new DockerClientConfiguration().CreateClient(); REPLACE });")]
    [InlineData("await Parallel.ForEachAsync(names, async (name, token) => { using var docker = await CreateAsync(token); REPLACE });")]
    [InlineData("await Task.WhenAll(hosts.Select(async host => { var configuration = new DockerClientConfiguration(); using var docker = configuration.CreateClient(); REPLACE }));")]
    [InlineData("await Task.WhenAll(hosts.Select(async host => { using var docker = new DockerClientConfiguration(address).CreateClient(); REPLACE }));")]
    [InlineData("await Task.WhenAll(names.Select(name => UpdateAsync(client, name)));")]
    [InlineData("await Task.WhenAll(names.Select(name => UpdateAsync(given, name)));")]
    [InlineData("foreach (var docker in clients) { await Task.WhenAll(docker.Images.TagImageAsync(image, new ImageTagParameters()), docker.Images.PruneImagesAsync()); }")]
    [InlineData("await Task.WhenAll(clients.Select(docker => Task.WhenAll(docker.Images.TagImageAsync(image, new ImageTagParameters()), docker.Images.PruneImagesAsync())));")]
    [InlineData("using var docker = new DockerClientConfiguration(address).CreateClient(); await Task.WhenAll(names.Select(async name => { REPLACE }));")]
    public async Task All_runs_share_an_engine(string statements) =>
        Assert.Single(await Verify.FindingsIn(Method(statements)), finding => finding.Id == "IMG201");

    private static string Method(string statements) => $$"""
        public async Task RunAsync(string image, Uri address, IDockerClient given, IList<string> hosts, IList<IDockerClient> clients)
        {
            {{statements.Replace("REPLACE", Replace, StringComparison.Ordinal)}}
        }

        private static async Task UpdateAsync(string host)
        {
            using var docker = new DockerClientConfiguration(new Uri(host)).CreateClient();
            await UpdateAsync(docker, "app:1");
        }

        public static async Task UpdateAsync(IDockerClient docker, string image)
        {
            {{Replace}}
        }

        private static Task<IDockerClient> CreateAsync(CancellationToken token) => Task.FromResult<IDockerClient>(null);
        """;
}
