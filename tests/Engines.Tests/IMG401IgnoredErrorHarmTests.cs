using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace ImageGuard.Engines.Tests;

/// <summary>
/// Operations that fail without an exception: the engine answers 200 and puts the error into the progress stream, which the
/// client only hands on (engine-facts, H10).
/// </summary>
[Collection(OneEngine.Name)]
public sealed class IMG401IgnoredErrorHarmTests(EngineFixture engine)
{
    private readonly IDockerClient _client = engine.Client;

    [Fact]
    public async Task A_load_of_garbage_throws_nothing()
    {
        var messages = new MessageLog();

        await _client.Images.LoadImageAsync(new ImageLoadParameters(), new MemoryStream(Garbage.Bytes), messages);

        AssertError("archive/tar: invalid tar header", messages);
    }

    [Fact]
    public async Task A_build_whose_command_fails_throws_nothing()
    {
        var (from, name) = (TestImage.NewName("img401-from"), TestImage.NewName("img401"));
        await _client.LoadNewAsync(from);
        var messages = new MessageLog();

        await _client.Images.BuildImageFromDockerfileAsync(
            TestImages.BuildParameters(name), TestImages.BuildContext($"FROM {from}\nRUN exit 3\n"), [], null, messages);

        Assert.Equal("The command '/bin/sh -c exit 3' returned a non-zero code: 3", Assert.Single(messages.Errors));
        Assert.Null(await _client.FindImageAsync(name));
    }

    [Fact]
    public async Task A_build_that_copies_a_missing_file_throws_nothing()
    {
        var (from, name) = (TestImage.NewName("img401-from"), TestImage.NewName("img401"));
        await _client.LoadNewAsync(from);
        var messages = new MessageLog();

        await _client.Images.BuildImageFromDockerfileAsync(
            TestImages.BuildParameters(name), TestImages.BuildContext($"FROM {from}\nCOPY missing /\n"), [], null, messages);

        AssertError("COPY failed: file not found in build context or excluded by .dockerignore: ", messages);
        Assert.Null(await _client.FindImageAsync(name));
    }

    /// <summary>What the engine can tell before it starts, it answers with a status of its own: this alone callers get to see.</summary>
    [Fact]
    public async Task A_build_of_a_bad_instruction_is_the_exception_and_throws()
    {
        var refused = await Assert.ThrowsAsync<DockerApiException>(() => _client.Images.BuildImageFromDockerfileAsync(
            TestImages.BuildParameters(TestImage.NewName("img401")), TestImages.BuildContext("FROM scratch\nNOSUCH thing\n"), [], null, new MessageLog()));

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("dockerfile parse error", refused.ResponseBody, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_pull_of_a_damaged_layer_throws_nothing()
    {
        await using var registry = new LoopbackRegistry();
        var name = registry.Add(TestImage.Create(ballastMegabytes: 1), damaged: true);
        var messages = new MessageLog();

        await _client.Images.CreateImageAsync(new ImagesCreateParameters { FromImage = name }, authConfig: null, messages);

        AssertError("filesystem layer verification failed for digest sha256:", messages);
        Assert.Null(await _client.FindImageAsync(name));
    }

    /// <summary>One error came in the stream. Its words are those of the classic store (engine-facts, part 2); other engines have their own.</summary>
    private void AssertError(string classicWords, MessageLog messages)
    {
        var error = Assert.Single(messages.Errors);
        if (engine.Kind == EngineKind.DockerClassic)
        {
            Assert.Contains(classicWords, error, StringComparison.Ordinal);
        }
    }
}
