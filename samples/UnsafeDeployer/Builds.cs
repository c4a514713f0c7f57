using System.Formats.Tar;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace UnsafeDeployer;

/// <summary>Builds versions from a folder with a Dockerfile.</summary>
internal sealed class Builds(IDockerClient client, Settings settings)
{
    public async Task BuildAsync(string folder, string version)
    {
        await using var context = await TarAsync(folder);

        // The disk is nearly full on some machines: make room while the build is on its way.
        var prune = Task.Run(() => client.Images.PruneImagesAsync());

        await client.Images.BuildImageFromDockerfileAsync(
            new ImageBuildParameters { Tags = [$"{settings.Repository}:{version}"], Remove = true },
            context,
            null,
            null,
            new Progress<JSONMessage>(message => Console.Write(message.Stream)));

        var pruned = await prune;
        Console.WriteLine($"{pruned.SpaceReclaimed / 1_000_000} MB freed");
    }

    private static async Task<Stream> TarAsync(string folder)
    {
        var tar = new MemoryStream();
        await TarFile.CreateFromDirectoryAsync(folder, tar, includeBaseDirectory: false);
        tar.Position = 0;
        return tar;
    }
}
