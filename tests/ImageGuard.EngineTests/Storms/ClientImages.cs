using Docker.DotNet;
using Docker.DotNet.Models;
using ImageGuard.Engines;

namespace ImageGuard.EngineTests.Storms;

/// <summary>Existing code, written for Docker.DotNet: with a guarded client the storm must do it no harm.</summary>
internal sealed class ClientImages(IDockerClient client) : IStormImages
{
    /// <summary>What engines say of an image by the name that the caller gave.</summary>
    private static readonly string[] Expected =
    [
        "No such image: storm-",
        "No such image: 127.0.0.1",
        "reference does not exist",
        "is using its referenced image",
        "a prune operation is already running",
    ];

    public Task LoadAsync(byte[] archive) => client.LoadAsync(archive);

    public Task PullAsync(string name) =>
        client.Images.CreateImageAsync(new ImagesCreateParameters { FromImage = name }, new AuthConfig(), new ThrowOnError());

    public Task BuildAsync(string dockerfile, string name) => client.BuildAsync(dockerfile, name);

    public Task TagAsync(string name, string repository) =>
        client.Images.TagImageAsync(name, new ImageTagParameters { RepositoryName = repository, Tag = "1" });

    public Task CommitAsync(string container, string repository) => client.Images.CommitContainerChangesAsync(
        new CommitContainerChangesParameters { ContainerID = container, RepositoryName = repository, Tag = "1" });

    public async Task SaveAsync(string name)
    {
        await using var archive = await client.Images.SaveImageAsync(name);
        await archive.CopyToAsync(Stream.Null);
    }

    public Task RemoveAsync(string name) => client.RemoveImageAsync(name);

    public async Task<IReadOnlyList<string>> PruneAsync()
    {
        var response = await client.Images.PruneImagesAsync();
        return [.. (response.ImagesDeleted ?? []).Select(image => image.Deleted).OfType<string>()];
    }

    public bool IsExpected(Exception failure) => failure is DockerApiException { ResponseBody: { } words }
        && Expected.Any(expected => words.Contains(expected, StringComparison.Ordinal));
}
