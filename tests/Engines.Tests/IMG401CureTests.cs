using Docker.DotNet;
using Docker.DotNet.Models;

namespace ImageGuard.Engines.Tests;

/// <summary>
/// The cure for ignored errors, as the code fix writes it: progress that throws the error where it is reported makes the
/// operation itself throw. This file is compiled against both client packages.
/// </summary>
[Collection(OneEngine.Name)]
public sealed class IMG401CureTests(EngineFixture engine)
{
    private readonly IDockerClient _client = engine.Client;

    [Fact]
    public async Task A_load_of_garbage_throws() =>
        await ThrowsAsync(progress =>
            _client.Images.LoadImageAsync(new ImageLoadParameters(), new MemoryStream(Garbage.Bytes), progress));

    [Fact]
    public async Task A_build_whose_command_fails_throws()
    {
        var context = Tar.Of(("Dockerfile", "FROM scratch\nCOPY missing /\n"u8.ToArray()));

        await ThrowsAsync(progress => _client.Images.BuildImageFromDockerfileAsync(
            new ImageBuildParameters(), new MemoryStream(context), authConfigs: [], headers: new Dictionary<string, string>(), progress));
    }

    [Fact]
    public async Task A_pull_of_a_damaged_layer_throws()
    {
        await using var registry = new LoopbackRegistry();
        var name = registry.Add(TestImage.Create(ballastMegabytes: 1), damaged: true);

        await ThrowsAsync(progress =>
            _client.Images.CreateImageAsync(new ImagesCreateParameters { FromImage = name }, new AuthConfig(), progress));
    }

    private static async Task ThrowsAsync(Func<IProgress<JSONMessage>, Task> operationAsync)
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => operationAsync(new ThrowOnError()));

        Assert.Contains(nameof(ThrowOnError), error.StackTrace); // the very exception, not a wrapper's or one of a client that gave up
    }
}
