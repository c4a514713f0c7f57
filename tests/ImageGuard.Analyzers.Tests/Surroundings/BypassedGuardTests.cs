using Microsoft.CodeAnalysis;

namespace ImageGuard.Analyzers.Tests.Surroundings;

/// <summary>IMG601: operations on a client that the guard knows nothing of.</summary>
public class BypassedGuardTests
{
    private const string Made = "new DockerClientConfiguration().CreateClient()";

    [Theory]
    [InlineData($"using var client = {Made}; await client.Images.DeleteImageAsync(image, new ImageDeleteParameters());")]
    [InlineData($"using var client = {Made}; await client.Images.TagImageAsync(image, new ImageTagParameters {{ RepositoryName = other }}, ct);")]
    [InlineData($"using var client = {Made}; await client.Images.PruneImagesAsync();")]
    [InlineData($"IDockerClient client = null; client = {Made}; await client.Images.PruneImagesAsync();")]
    [InlineData($"var images = {Made}.Images; using var archive = await images.SaveImageAsync(image, ct);")]
    [InlineData("using var configuration = new DockerClientConfiguration(new Uri(other)); using var client = configuration.CreateClient(); await client.Images.PruneImagesAsync();")]
    [InlineData($"var client = {Made}; await using var guard = await DockerImageGuard.OpenAsync(client); var safe = client.WithImageGuard(guard); await safe.Images.PruneImagesAsync(); await client.Images.PruneImagesAsync();")]
    public async Task A_client_that_is_made_in_the_method_is_found(string statements) =>
        Assert.Equal("IMG601", Assert.Single(await FindingsIn(Guarded.InMethod(statements))).Id);

    [Theory]
    [InlineData($"private readonly DockerClient client = {Made};")]
    [InlineData($"private static readonly IDockerClient client = {Made};")]
    [InlineData($"private DockerClient made; private DockerClient client => made ??= {Made};")]
    [InlineData($"private IDockerClient client {{ get; }} = {Made};")]
    [InlineData($"private static DockerClient Make() => {Made}; private readonly DockerClient client = Make();")]
    [InlineData($"private readonly DockerClient client; public Worker() {{ client = {Made}; }}")]
    public async Task A_client_that_is_made_in_the_class_is_found(string members) =>
        Assert.Equal("IMG601", Assert.Single(await FindingsIn(members + Guarded.InMethod("await client.Images.PruneImagesAsync();"))).Id);

    [Fact]
    public async Task A_client_that_is_made_and_handed_to_a_private_method_is_found() => Assert.Equal(
        "IMG601",
        Assert.Single(await FindingsIn($"private static Task Clean(IDockerClient client) => client.Images.PruneImagesAsync(); public Task Run() => Clean({Made});")).Id);

    [Theory]
    [InlineData($"using var client = {Made}.WithImageGuard(guard); await client.Images.PruneImagesAsync();")]
    [InlineData($"using var client = {Made}; await client.WithImageGuard(guard).Images.PruneImagesAsync();")]
    [InlineData($"IDockerClient client = {Made}; client = client.WithImageGuard(guard); await client.Images.PruneImagesAsync();")]
    [InlineData($"var raw = {Made}; var client = ct.CanBeCanceled ? raw : raw.WithImageGuard(guard); await client.Images.PruneImagesAsync();")]
    [InlineData($"using var client = {Made}; await client.Images.ListImagesAsync(new ImagesListParameters()); await client.Images.InspectImageAsync(image);")]
    [InlineData($"using var client = {Made}; await client.Containers.ListContainersAsync(new ContainersListParameters());")]
    [InlineData("await guard.RemoveAsync(image);")]
    public async Task A_client_that_is_or_may_be_guarded_is_silent(string statements) => Assert.Empty(await FindingsIn(Guarded.InMethod(statements)));

    [Theory]
    [InlineData("private readonly IDockerClient client; public Worker(IDockerClient client) => this.client = client;")]
    [InlineData($"public IDockerClient client {{ get; set; }} = {Made};")]
    [InlineData($"internal IDockerClient client = {Made};")]
    [InlineData($"protected virtual IDockerClient client => {Made};")]
    [InlineData($"private readonly IDockerClient client = {Made}; public Worker(IDockerClient client) => this.client = client; public Worker() {{ }}")]
    [InlineData($"private static IDockerClient Make(DockerImageGuard guard) => {Made}.WithImageGuard(guard); private IDockerClient client => Make(guard);")]
    [InlineData("private IDockerClient client => client;")]
    public async Task A_client_from_elsewhere_is_silent(string members) =>
        Assert.Empty(await FindingsIn(members + Guarded.InMethod("await client.Images.PruneImagesAsync();")));

    [Fact]
    public async Task A_project_without_the_guard_is_silent()
    {
        var findings = await Verify.FindingsIn(Guarded.InMethod($"using var made = {Made}; await made.Images.PruneImagesAsync();"));
        Assert.Empty(findings);
    }

    private static async Task<IEnumerable<Diagnostic>> FindingsIn(string members) => await Verify.FindingsInFiles(
        [Guarded.InClass(members)],
        (await Verify.DockerDotNet.ResolveAsync(LanguageNames.CSharp, CancellationToken.None)).AddRange(Guarded.References));
}
