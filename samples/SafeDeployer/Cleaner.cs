using ImageGuard;

namespace SafeDeployer;

/// <summary>Keeps the machine's disk from filling up with old versions.</summary>
internal sealed class Cleaner(DockerImageGuard guard, Settings settings)
{
    public async Task KeepNewestAsync()
    {
        var images = await guard.ListAsync();
        var old = images
            .OrderByDescending(image => image.Created)
            .Select(image => image.Names.FirstOrDefault(name => name.StartsWith($"{settings.Repository}:", StringComparison.Ordinal)))
            .OfType<string>()
            .Skip(settings.Keep);

        foreach (var name in old)
        {
            await RemoveUnlessUsedAsync(name);
        }
    }

    public Task RetireAsync(string version) => RemoveUnlessUsedAsync($"{settings.Repository}:{version}");

    public async Task RemoveUnnamedAsync()
    {
        var unnamed = (await guard.ListAsync()).Where(image => image.Names.Count == 0).ToArray();
        foreach (var image in unnamed)
        {
            await RemoveUnlessUsedAsync(image.Id);
        }

        Console.WriteLine($"{unnamed.Length} unnamed images looked at");
    }

    private async Task RemoveUnlessUsedAsync(string image)
    {
        try
        {
            await guard.RemoveAsync(image);
        }
        catch (ImageInUseException exception)
        {
            Console.Error.WriteLine($"{image} stays, for {string.Join(", ", exception.Containers.Select(container => container.Name))}");
        }
    }
}
