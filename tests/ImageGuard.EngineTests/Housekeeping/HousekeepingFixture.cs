using System.Net;
using System.Text;
using Docker.DotNet;
using Docker.DotNet.Models;
using ImageGuard.Engines;

namespace ImageGuard.EngineTests.Housekeeping;

/// <summary>
/// An engine for housekeeping alone, never the one of <c>DOCKER_HOST</c>: a budget counts, and removes, whatever is there.
/// </summary>
public sealed class HousekeepingFixture : IAsyncLifetime
{
    private readonly string _lockFolder = Directory.CreateTempSubdirectory("imageguard-").FullName;
    private DockerEngine? _engine;
    private DockerClient? _client;
    private DockerImageGuard? _guard;

    public DockerClient Client => _client!;

    public DockerImageGuard Guard => _guard!;

    public async Task InitializeAsync()
    {
        _engine = await DockerEngine.StartThrowawayAsync();
        _client = EngineClient.Connect(_engine.Endpoint);
        _guard = await OpenAsync(_client);
    }

    /// <summary>A further guard on the same engine, as another process would have it.</summary>
    public Task<DockerImageGuard> OpenAsync(IDockerClient client) =>
        DockerImageGuard.OpenAsync(client, new ImageGuardOptions { LockFolder = _lockFolder, StateFolder = _lockFolder });

    /// <summary>Takes every container and image away.</summary>
    public async Task ClearAsync()
    {
        foreach (var container in await Client.Containers.ListContainersAsync(new ContainersListParameters { All = true }))
        {
            await Client.RemoveContainerAsync(container.ID);
        }

        // A parent goes once its children have gone, and the list doesn't tell which is which: images of one second come in any order.
        for (var images = await ListImagesAsync(); images.Count > 0; images = await ListImagesAsync())
        {
            var removed = 0;
            foreach (var image in images)
            {
                removed += await TryRemoveAsync(image.ID) ? 1 : 0;
            }

            Assert.True(removed > 0, $"{images.Count} images are left and none of them goes.");
        }
    }

    private Task<IList<ImagesListResponse>> ListImagesAsync() => Client.Images.ListImagesAsync(new ImagesListParameters());

    private async Task<bool> TryRemoveAsync(string id)
    {
        try
        {
            await Client.Images.DeleteImageAsync(id, new ImageDeleteParameters { Force = true });
            return true;
        }
        catch (DockerApiException conflict) when (conflict.StatusCode == HttpStatusCode.Conflict)
        {
            return false;
        }
    }

    /// <summary>Makes an image of a few bytes, the cheapest there is, and returns its ID.</summary>
    public async Task<string> ImportAsync(string name, params string[] changes)
    {
        var parts = name.Split(':');
        var parameters = new ImagesCreateParameters { Repo = parts[0], Tag = parts[1], Changes = changes };
        var content = new MemoryStream(Tar.Of(("name", Encoding.UTF8.GetBytes(name))));
        await Client.Images.CreateImageAsync(parameters, content, new AuthConfig(), new ThrowOnError());
        return (await Client.Images.InspectImageAsync(name)).ID;
    }

    /// <summary>The names that there are, in the order of the alphabet.</summary>
    public async Task<IReadOnlyList<string>> NamesAsync() =>
        [.. (await Guard.ListAsync()).SelectMany(image => image.Names).Order(StringComparer.Ordinal)];

    public async Task DisposeAsync()
    {
        if (_guard is not null)
        {
            await _guard.DisposeAsync();
        }

        _client?.Dispose();
        if (_engine is not null)
        {
            await _engine.DisposeAsync();
        }

        Directory.Delete(_lockFolder, recursive: true);
    }
}
