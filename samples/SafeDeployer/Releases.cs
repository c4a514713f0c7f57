using Docker.DotNet;
using Docker.DotNet.Models;

namespace SafeDeployer;

/// <summary>Brings versions onto this machine.</summary>
internal sealed class Releases(IDockerClient client, Settings settings)
{
    public async Task PullAsync(string version)
    {
        await client.Images.CreateImageAsync(
            new ImagesCreateParameters { FromImage = settings.Repository, Tag = version },
            null,
            new EngineProgress());

        await client.Images.TagImageAsync(
            $"{settings.Repository}:{version}",
            new ImageTagParameters { RepositoryName = settings.Repository, Tag = "current" });

        Console.WriteLine($"{settings.Repository}:{version} is current");
    }

    /// <summary>Replaces one version by another: the old one goes when the new one is there.</summary>
    public async Task ReplaceAsync(string from, string to)
    {
        await client.Images.CreateImageAsync(
            new ImagesCreateParameters { FromImage = settings.Repository, Tag = to },
            null,
            new EngineProgress());

        await client.Images.DeleteImageAsync($"{settings.Repository}:{from}", new ImageDeleteParameters());
    }
}
