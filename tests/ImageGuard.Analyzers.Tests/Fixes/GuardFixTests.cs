using ImageGuard.CodeFixes;

namespace ImageGuard.Analyzers.Tests.Fixes;

/// <summary>IMG601: <see cref="GuardedClientFix"/> and <see cref="GuardedOperationFix"/>.</summary>
public class GuardFixTests
{
    private const string Made = "new DockerClientConfiguration().CreateClient()";

    [Theory]
    [InlineData(
        $"using var client = {Made}; await {{|IMG601:client.Images.DeleteImageAsync|}}(image, new ImageDeleteParameters());",
        $"using var client = {Made}; await client.WithImageGuard(guard).Images.DeleteImageAsync(image, new ImageDeleteParameters());")]
    [InlineData(
        $"var guard = this.guard; using var client = {Made}; await {{|IMG601:client.Images.PruneImagesAsync|}}(); await {{|IMG601:client.Images.TagImageAsync|}}(image, new ImageTagParameters());",
        $"var guard = this.guard; using var client = {Made}.WithImageGuard(guard); await client.Images.PruneImagesAsync(); await client.Images.TagImageAsync(image, new ImageTagParameters());")]
    [InlineData(
        $"var client = {Made}; await using var own = await DockerImageGuard.OpenAsync(client); await {{|IMG601:client.Images.PruneImagesAsync|}}();",
        $"var client = {Made}; await using var own = await DockerImageGuard.OpenAsync(client); await client.WithImageGuard(own).Images.PruneImagesAsync();")]
    [InlineData(
        $"var guard = this.guard; DockerClient client = {Made}; await {{|IMG601:client.Images.PruneImagesAsync|}}();",
        $"var guard = this.guard; DockerClient client = {Made}; await client.WithImageGuard(guard).Images.PruneImagesAsync();")]
    public Task The_client_is_wrapped(string statements, string expected) => Members<GuardedClientFix>(Guarded.InMethod(statements), Guarded.InMethod(expected));

    [Fact]
    public Task Without_a_guard_at_hand_no_client_is_wrapped() => Members<GuardedClientFix>(
        $"private static async Task Clean() {{ using var client = {Made}; await {{|IMG601:client.Images.PruneImagesAsync|}}(); }}",
        $"private static async Task Clean() {{ using var client = {Made}; await {{|IMG601:client.Images.PruneImagesAsync|}}(); }}");

    [Theory]
    [InlineData("await {|IMG601:client.Images.DeleteImageAsync|}(image, new ImageDeleteParameters());", "await guard.RemoveAsync(image);")]
    [InlineData("await {|IMG601:client.Images.DeleteImageAsync|}(image, new ImageDeleteParameters { Force = true }, ct).ConfigureAwait(false);", "await guard.RemoveAsync(image, ct).ConfigureAwait(false);")]
    [InlineData("await {|IMG601:client.Images.TagImageAsync|}(image, new ImageTagParameters { RepositoryName = \"app\", Tag = \"2\" });", "await guard.TagAsync(image, \"app:2\");")]
    [InlineData("await {|IMG601:client.Images.TagImageAsync|}(image, new ImageTagParameters { RepositoryName = \"app\", Tag = other }, ct);", "await guard.TagAsync(image, $\"app:{other}\", ct);")]
    [InlineData("await {|IMG601:client.Images.TagImageAsync|}(image, new ImageTagParameters { RepositoryName = other });", "await guard.TagAsync(image, other);")]
    [InlineData("Func<string, Task> clean = name => {|IMG601:client.Images.DeleteImageAsync|}(name, new ImageDeleteParameters());", "Func<string, Task> clean = name => guard.RemoveAsync(name);")]
    public Task The_guard_does_it(string statement, string expected) => Members<GuardedOperationFix>(InMethod(statement), InMethod(expected));

    [Theory]
    [InlineData("var removed = await {|IMG601:client.Images.DeleteImageAsync|}(image, new ImageDeleteParameters());")]
    [InlineData("await {|IMG601:client.Images.DeleteImageAsync|}(image, new ImageDeleteParameters { NoPrune = true });")]
    [InlineData("var parameters = new ImageDeleteParameters(); await {|IMG601:client.Images.DeleteImageAsync|}(image, parameters);")]
    [InlineData("try { await {|IMG601:client.Images.DeleteImageAsync|}(image, new ImageDeleteParameters()); } catch (DockerApiException) { }")]
    [InlineData("await {|IMG601:client.Images.TagImageAsync|}(image, new ImageTagParameters { RepositoryName = \"app\", Tag = other ?? \"1\" });")]
    [InlineData("await {|IMG601:client.Images.PruneImagesAsync|}();")]
    public Task What_the_guard_may_do_otherwise_stays(string statement) => Members<GuardedOperationFix>(InMethod(statement), InMethod(statement));

    private static string InMethod(string statement) => Guarded.InMethod($"using var client = {Made}; {statement}");

    private static Task Members<TFix>(string members, string expected)
        where TFix : VerifiedCodeFixProvider, new() => VerifyFix<TFix>.Files(
            [Guarded.InClass(members)],
            [Guarded.InClass(expected)],
            furtherReferences: Guarded.References);
}
