using System.Text;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace ImageGuard.Engines;

/// <summary>Arranges images and containers; each method fails when the engine fails, in-band errors included.</summary>
public static class TestImages
{
    /// <summary>Loads a new image under a name.</summary>
    public static async Task<TestImage> LoadNewAsync(this IDockerClient client, string name, int ballastMegabytes = 0)
    {
        var image = TestImage.Create(ballastMegabytes);
        await client.LoadAsync(image.ToArchive(name));
        return image;
    }

    /// <summary>Loads an image archive.</summary>
    public static Task LoadAsync(this IDockerClient client, byte[] archive) =>
        client.Images.LoadImageAsync(new ImageLoadParameters { Quiet = true }, new MemoryStream(archive), new ThrowOnError());

    /// <summary>Pulls an image.</summary>
    public static Task PullAsync(this IDockerClient client, string name) =>
        client.Images.CreateImageAsync(new ImagesCreateParameters { FromImage = name }, authConfig: null, new ThrowOnError());

    /// <summary>Removes an image, or one of its names, without force.</summary>
    public static Task RemoveImageAsync(this IDockerClient client, string nameOrId) =>
        client.Images.DeleteImageAsync(nameOrId, new ImageDeleteParameters());

    /// <summary>Builds an image from a Dockerfile and files, without network.</summary>
    public static Task BuildAsync(
        this IDockerClient client, string dockerfile, string name, params IEnumerable<(string Path, byte[] Content)> files) =>
        client.Images.BuildImageFromDockerfileAsync(
            BuildParameters(name), BuildContext(dockerfile, files), authConfigs: [], headers: null, new ThrowOnError());

    /// <summary>Parameters of a build without network that removes the containers of its steps.</summary>
    public static ImageBuildParameters BuildParameters(params string[] names) =>
        new() { Tags = names, NetworkMode = "none", Remove = true, ForceRemove = true };

    /// <summary>A build context of a Dockerfile and files.</summary>
    public static Stream BuildContext(string dockerfile, params IEnumerable<(string Path, byte[] Content)> files) =>
        new MemoryStream(Tar.Of([("Dockerfile", Encoding.UTF8.GetBytes(dockerfile)), .. files]));

    /// <summary>Starts a container without network and returns its ID.</summary>
    public static async Task<string> RunAsync(this IDockerClient client, string image, params string[] command)
    {
        var container = await client.Containers.CreateContainerAsync(new CreateContainerParameters
        {
            Image = image,
            Cmd = command,
            HostConfig = new HostConfig { NetworkMode = "none" },
        });
        await client.Containers.StartContainerAsync(container.ID, new ContainerStartParameters());
        return container.ID;
    }

    /// <summary>Starts a container, waits until it has ended, and returns its ID.</summary>
    public static async Task<string> RunToEndAsync(this IDockerClient client, string image, params string[] command)
    {
        var id = await client.RunAsync(image, command);
        await client.Containers.WaitContainerAsync(id);
        return id;
    }

    /// <summary>Removes a container, running or not.</summary>
    public static Task RemoveContainerAsync(this IDockerClient client, string id) =>
        client.Containers.RemoveContainerAsync(id, new ContainerRemoveParameters { Force = true });

    /// <summary>The images that have no name and are no part of another.</summary>
    public static Task<IList<ImagesListResponse>> ListUnnamedAsync(this IDockerClient client) =>
        client.Images.ListImagesAsync(new ImagesListParameters
        {
            Filters = new Dictionary<string, IDictionary<string, bool>> { ["dangling"] = new Dictionary<string, bool> { ["true"] = true } },
        });

    /// <summary>The image that a name or ID resolves to; null if it resolves to none.</summary>
    public static async Task<ImageInspectResponse?> FindImageAsync(this IDockerClient client, string nameOrId)
    {
        try
        {
            return await client.Images.InspectImageAsync(nameOrId);
        }
        catch (DockerImageNotFoundException)
        {
            return null;
        }
    }
}
