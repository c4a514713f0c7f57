using Docker.DotNet;
using Docker.DotNet.Models;

namespace UnsafeDeployer;

/// <summary>Keeps the machine's disk from filling up with old versions.</summary>
internal sealed class Cleaner(IDockerClient client, Settings settings)
{
    public async Task KeepNewestAsync()
    {
        var images = await client.Images.ListImagesAsync(new ImagesListParameters());
        var old = images
            .Where(image => image.RepoTags.Any(tag => tag.StartsWith($"{settings.Repository}:", StringComparison.Ordinal)))
            .OrderByDescending(image => image.Created)
            .Skip(settings.Keep);

        foreach (var image in old)
        {
            await client.Images.DeleteImageAsync(image.RepoTags[0], new ImageDeleteParameters { Force = settings.ForceCleanup });
        }
    }

    public async Task RetireAsync(string version)
    {
        var parameters = new ImageDeleteParameters
        {
            Force = true,
            NoPrune = false,
        };

        await client.Images.DeleteImageAsync($"{settings.Repository}:{version}", parameters);
    }

    public async Task RemoveUnnamedAsync()
    {
        var unnamed = await client.Images.ListImagesAsync(new ImagesListParameters
        {
            Filters = new Dictionary<string, IDictionary<string, bool>>
            {
                ["dangling"] = new Dictionary<string, bool> { ["true"] = true },
            },
        });

        foreach (var image in unnamed)
        {
            _ = client.Images.DeleteImageAsync(image.ID, new ImageDeleteParameters());
        }

        Console.WriteLine($"{unnamed.Count} unnamed images removed");
    }
}
