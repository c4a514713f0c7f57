using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace SafeDeployer;

/// <summary>Keeps the machine's disk from filling up with old versions.</summary>
internal sealed class Cleaner(IDockerClient client, Settings settings)
{
    public async Task KeepNewestAsync()
    {
        var images = await client.Images.ListImagesAsync(new ImagesListParameters());
        var old = images
            .Where(image => image.RepoTags?.Any(tag => tag.StartsWith($"{settings.Repository}:", StringComparison.Ordinal)) == true)
            .OrderByDescending(image => image.Created)
            .Skip(settings.Keep);

        foreach (var image in old)
        {
            await RemoveUnlessUsedAsync(image.RepoTags[0]);
        }
    }

    public Task RetireAsync(string version) => RemoveUnlessUsedAsync($"{settings.Repository}:{version}");

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
            await RemoveUnlessUsedAsync(image.ID);
        }

        Console.WriteLine($"{unnamed.Count} unnamed images looked at");
    }

    /// <summary>Removes without force: an image that a container needs stays whole, and the engine says which container it is.</summary>
    private async Task RemoveUnlessUsedAsync(string image)
    {
        try
        {
            await client.Images.DeleteImageAsync(image, new ImageDeleteParameters());
        }
        catch (DockerApiException exception) when (exception.StatusCode == HttpStatusCode.Conflict)
        {
            Console.Error.WriteLine($"{image} stays: {exception.ResponseBody}");
        }
    }
}
