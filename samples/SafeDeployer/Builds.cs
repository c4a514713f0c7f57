using System.Formats.Tar;
using Docker.DotNet.Models;
using ImageGuard;

namespace SafeDeployer;

/// <summary>Builds versions from a folder with a Dockerfile.</summary>
internal sealed class Builds(DockerImageGuard guard, Settings settings)
{
    public async Task BuildAsync(string folder, string version)
    {
        await using var context = await TarAsync(folder);

        // The disk is nearly full on some machines. The guard lets the prune wait for the builds of others, and them for the prune.
        var pruned = await guard.PruneAsync();
        Console.WriteLine($"{pruned.SpaceReclaimed / 1_000_000} MB freed");

        await guard.BuildAsync(
            context,
            new ImageBuildParameters { Tags = [$"{settings.Repository}:{version}"], Remove = true },
            progress: new ConsoleProgress());
    }

    private static async Task<Stream> TarAsync(string folder)
    {
        var tar = new MemoryStream();
        await TarFile.CreateFromDirectoryAsync(folder, tar, includeBaseDirectory: false);
        tar.Position = 0;
        return tar;
    }
}
