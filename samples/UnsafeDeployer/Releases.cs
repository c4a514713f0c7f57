using Docker.DotNet;
using Docker.DotNet.Models;

namespace UnsafeDeployer;

/// <summary>Brings versions onto this machine.</summary>
internal sealed class Releases(IDockerClient client, Settings settings)
{
    public async Task PullAsync(string version)
    {
        await client.Images.CreateImageAsync(
            new ImagesCreateParameters { FromImage = settings.Repository, Tag = version },
            null,
            new Progress<JSONMessage>());

        await client.Images.TagImageAsync(
            $"{settings.Repository}:{version}",
            new ImageTagParameters { RepositoryName = settings.Repository, Tag = "current" });

        Console.WriteLine($"{settings.Repository}:{version} is current");
    }

    /// <summary>Replaces one version by another; both at once, the link to the registry is slow.</summary>
    public async Task ReplaceAsync(string from, string to)
    {
        var pull = client.Images.CreateImageAsync(
            new ImagesCreateParameters { FromImage = settings.Repository, Tag = to },
            null,
            new ConsoleProgress());

        var remove = client.Images.DeleteImageAsync($"{settings.Repository}:{from}", new ImageDeleteParameters());

        await Task.WhenAll(pull, remove);
    }
}
