using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace ImageGuard.Engines.Tests;

/// <summary>What a forced removal does to the containers of an image, and what one without force does instead (engine-facts, H2).</summary>
[Collection(OneEngine.Name)]
public sealed class IMG101ForcedRemovalHarmTests(EngineFixture engine)
{
    private readonly IDockerClient _client = engine.Client;

    [Theory]
    [InlineData("running")]
    [InlineData("exited")]
    public async Task Removal_without_force_is_refused_and_leaves_everything(string state)
    {
        var (name, id) = await LoadAsync();
        var container = await StartAsync(name, state);

        var removal = await Outcome.OfAsync(() => _client.Images.DeleteImageAsync(name, new ImageDeleteParameters()));

        Assert.Equal(HttpStatusCode.Conflict, removal.Status);
        var user = $"container {container[..12]} is using its referenced image {id["sha256:".Length..][..12]}";
        switch (engine.Kind)
        {
            case EngineKind.DockerClassic:
                Assert.Equal($"conflict: unable to remove repository reference \"{name}\" (must force) - {user}", removal.Error);
                break;
            case EngineKind.DockerContainerd:
                Assert.Equal($"conflict: unable to delete {name} (must be forced) - {user}", removal.Error);
                break;
            case EngineKind.Podman:
                Assert.Contains($" is in use: image used by {container}: image is in use by a container", removal.Error);
                break;
        }

        Assert.Equal(id, (await _client.FindImageAsync(name))?.ID);
        Assert.Equal(state, (await _client.Containers.InspectContainerAsync(container)).State.Status);
        await _client.RemoveContainerAsync(container);
    }

    [Fact]
    public async Task Forced_removal_under_a_running_container_leaves_an_unnamed_image_in_use()
    {
        var (name, id) = await LoadAsync();
        var container = await StartAsync(name, "running");

        await _client.Images.DeleteImageAsync(name, new ImageDeleteParameters { Force = true });

        Assert.Null(await _client.FindImageAsync(name));
        if (engine.Kind == EngineKind.Podman)
        {
            // Podman before 5.6 kills and removes the container along with its image.
            await Assert.ThrowsAsync<DockerContainerNotFoundException>(() => _client.Containers.InspectContainerAsync(container));
            return;
        }

        var images = await _client.Images.ListImagesAsync(new ImagesListParameters());
        Assert.True(images.Single(image => image.ID == id).IsUnnamed());
        Assert.True((await _client.Containers.InspectContainerAsync(container)).State.Running);
        var again = await Outcome.OfAsync(() => _client.RunAsync(name, "true"));
        Assert.Equal(HttpStatusCode.NotFound, again.Status);
        Assert.Equal($"No such image: {name}", again.Error);
        await _client.RemoveContainerAsync(container);
    }

    [Fact]
    public async Task Forced_removal_under_a_stopped_container_takes_its_image_away()
    {
        var (name, id) = await LoadAsync();
        var container = await StartAsync(name, "exited");

        await _client.Images.DeleteImageAsync(name, new ImageDeleteParameters { Force = true });

        Assert.Null(await _client.FindImageAsync(name));
        var commit = await Outcome.OfAsync(() => _client.Images.CommitContainerChangesAsync(
            new CommitContainerChangesParameters { ContainerID = container, RepositoryName = "committed", Config = new Config() }));
        switch (engine.Kind)
        {
            case EngineKind.DockerClassic:
                Assert.Null(await _client.FindImageAsync(id));
                Assert.Equal(id, (await _client.Containers.InspectContainerAsync(container)).Image); // the residue: an image that is none
                Assert.Contains(commit.Status, new[] { HttpStatusCode.InternalServerError, HttpStatusCode.NotFound }); // 20.10, 26 and later
                Assert.Matches(
                    $"^failed to get digest {id}: open .*/imagedb/content/sha256/{id["sha256:".Length..]}: no such file or directory$",
                    commit.Error);
                await _client.RemoveContainerAsync(container);
                break;
            case EngineKind.DockerContainerd:
                Assert.NotNull(await _client.FindImageAsync(id)); // unnamed
                await _client.RemoveContainerAsync(container);
                break;
            case EngineKind.Podman:
                Assert.Equal(HttpStatusCode.NotFound, commit.Status); // the container is gone, too
                break;
        }
    }

    private async Task<(string Name, string Id)> LoadAsync()
    {
        var name = TestImage.NewName("img101");
        await _client.LoadNewAsync(name);
        return (name, (await _client.Images.InspectImageAsync(name)).ID);
    }

    private Task<string> StartAsync(string image, string state) =>
        state == "running" ? _client.RunAsync(image, "sleep", "600") : _client.RunToEndAsync(image, "true");
}
