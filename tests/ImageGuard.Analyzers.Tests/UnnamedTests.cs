namespace ImageGuard.Analyzers.Tests;

/// <summary>IMG302, IMG303 and IMG503: what an operation does to names, and what a build leaves behind.</summary>
public class UnnamedTests
{
    [Theory]
    [InlineData("await {|IMG302:client.Images.CommitContainerChangesAsync|}(new CommitContainerChangesParameters { ContainerID = id });")]
    [InlineData("await {|IMG302:client.Images.BuildImageFromDockerfileAsync|}(new ImageBuildParameters { Dockerfile = \"Dockerfile\" }, stream, null, null, progress);")]
    [InlineData("var parameters = new ImageBuildParameters(); parameters.Dockerfile = \"a\"; await {|IMG302:client.Images.BuildImageFromDockerfileAsync|}(parameters, stream, null, null, progress);")]
    [InlineData("await {|IMG302:client.Images.CreateImageAsync|}(new ImagesCreateParameters { FromSrc = \"-\" }, stream, null, progress);")]
    public Task An_image_without_a_name_is_found(string statements) => Verify.Members(Method(statements));

    [Theory]
    [InlineData("await client.Images.CommitContainerChangesAsync(new CommitContainerChangesParameters { ContainerID = id, RepositoryName = \"app\" });")]
    [InlineData("await client.Images.BuildImageFromDockerfileAsync(new ImageBuildParameters { Tags = new List<string> { image } }, stream, null, null, progress);")]
    [InlineData("await client.Images.BuildImageFromDockerfileAsync(new ImageBuildParameters { Tags = names }, stream, null, null, progress);")]
    [InlineData("await client.Images.BuildImageFromDockerfileAsync(given, stream, null, null, progress);")]
    [InlineData("var parameters = new ImageBuildParameters(); parameters.Tags = names; await client.Images.BuildImageFromDockerfileAsync(parameters, stream, null, null, progress);")]
    [InlineData("await client.Images.CreateImageAsync(new ImagesCreateParameters { FromSrc = \"-\", Repo = \"app\" }, stream, null, progress);")]
    [InlineData("await client.Images.LoadImageAsync(new ImageLoadParameters(), stream, progress);")]
    public Task An_image_with_a_name_is_silent(string statements) => Verify.Members(Method(statements) + "// IMG302");

    [Theory]
    [InlineData("await client.Images.TagImageAsync(image, new ImageTagParameters { RepositoryName = {|IMG303:\"app\"|}, Tag = \"latest\" });")]
    [InlineData("await client.Images.BuildImageFromDockerfileAsync(new ImageBuildParameters { Tags = new List<string> { {|IMG303:\"app:latest\"|} } }, stream, null, null, progress);")]
    public Task A_tag_that_is_taken_over_is_found(string statements) => Verify.Members(Method(statements));

    [Theory]
    [InlineData("await client.Images.TagImageAsync(\"app:1\", new ImageTagParameters { RepositoryName = \"app\", Tag = id });")]
    [InlineData("await client.Images.BuildImageFromDockerfileAsync(new ImageBuildParameters { Tags = new List<string> { $\"app:{id}\" } }, stream, null, null, progress);")]
    [InlineData("await client.Images.CreateImageAsync(new ImagesCreateParameters { FromImage = \"app\", Tag = \"latest\" }, null, progress);")]
    public Task A_tag_of_its_own_is_silent(string statements) => Verify.Members(Method(statements) + "// IMG303");

    [Theory]
    [InlineData("await client.Images.BuildImageFromDockerfileAsync(new ImageBuildParameters { Tags = names, Remove = {|IMG503:false|} }, stream, null, null, progress);")]
    public Task A_build_that_keeps_its_containers_is_found(string statements) => Verify.Members(Method(statements));

    [Theory]
    [InlineData("await client.Images.BuildImageFromDockerfileAsync(new ImageBuildParameters { Tags = names, Remove = true }, stream, null, null, progress);")]
    [InlineData("await client.Images.BuildImageFromDockerfileAsync(new ImageBuildParameters { Tags = names, ForceRemove = false }, stream, null, null, progress);")]
    [InlineData("await client.Images.BuildImageFromDockerfileAsync(new ImageBuildParameters { Tags = names }, stream, null, null, progress);")]
    public Task A_build_that_removes_its_containers_is_silent(string statements) => Verify.Members(Method(statements) + "// IMG503");

    [Fact]
    public Task What_is_given_no_name_is_found() => Verify.Members("""
        private static void Docker(string args) => System.Diagnostics.Process.Start("docker", args).WaitForExit();

        public async Task RunAsync(string containerId, string options, string folder, Action<ImageBuildParameters> configure, Stream stream, IProgress<JSONMessage> progress)
        {
            await {|IMG302:client.Images.BuildImageFromDockerfileAsync|}(new ImageBuildParameters { Tags = new List<string>() }, stream, null, null, progress);
            {|IMG302:Docker|}($"commit {containerId}");
            {|IMG302:Docker|}($"build {folder}");
            Docker($"build {options}");
            var parameters = new ImageBuildParameters();
            configure(parameters);
            await client.Images.BuildImageFromDockerfileAsync(parameters, stream, null, null, progress);
        }
        """);

    [Fact]
    public Task A_name_is_not_taken_over_from_an_image_that_has_been_removed_by_it() => Verify.Members("""
        public async Task RunAsync(string image)
        {
            await client.Images.TagImageAsync(image, new ImageTagParameters { RepositoryName = {|IMG303:"app"|}, Tag = "1" });
            await client.Images.DeleteImageAsync("app:1", new ImageDeleteParameters());
            await client.Images.TagImageAsync(image, new ImageTagParameters { RepositoryName = "app", Tag = "1" });
        }
        """);

    private static string Method(string statements) => $$"""
        public async Task RunAsync(string image, string id, Stream stream, IList<string> names, ImageBuildParameters given, IProgress<JSONMessage> progress)
        {
            {{statements}}
        }
        """;
}
