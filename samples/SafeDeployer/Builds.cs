using System.Formats.Tar;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace SafeDeployer;

/// <summary>Builds versions from a folder with a Dockerfile.</summary>
internal sealed class Builds(IDockerClient client, Settings settings)
{
    public async Task BuildAsync(string folder, string version)
    {
        await using var context = await TarAsync(folder);

        // The disk is nearly full on some machines: make room, and build when there is some.
        var pruned = await client.Images.PruneImagesAsync();
        Console.WriteLine($"{pruned.SpaceReclaimed / 1_000_000} MB freed");

        await client.Images.BuildImageFromDockerfileAsync(
            new ImageBuildParameters { Tags = [$"{settings.Repository}:{version}"], Remove = true },
            context,
            null,
            null,
            new EngineProgress());
    }

    private static async Task<Stream> TarAsync(string folder)
    {
        var tar = new MemoryStream();
        await TarFile.CreateFromDirectoryAsync(folder, tar, includeBaseDirectory: false);
        tar.Position = 0;
        return tar;
    }
}
