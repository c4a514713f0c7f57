using Docker.DotNet;
using Docker.DotNet.Models;

namespace UnsafeDeployer;

/// <summary>Carries versions to machines without a registry, as files.</summary>
internal sealed class Archives(IDockerClient client, Settings settings)
{
    public async Task SaveAsync(string version)
    {
        var image = await client.Images.InspectImageAsync($"{settings.Repository}:{version}");

        await using var archive = await client.Images.SaveImageAsync(image.ID);
        await WriteAsync(version, archive);
    }

    /// <summary>Saves a version and takes it off this machine.</summary>
    public async Task MoveToArchiveAsync(string version)
    {
        var name = $"{settings.Repository}:{version}";
        var saving = SaveToFileAsync(name, version);

        await client.Images.DeleteImageAsync(name, new ImageDeleteParameters());

        await saving;
        Console.WriteLine($"{name} is in the archive");
    }

    public async Task LoadAsync(string file)
    {
        await using var archive = File.OpenRead(file);
        await client.Images.LoadImageAsync(new ImageLoadParameters { Quiet = true }, archive, null);

        Console.WriteLine($"{file} is loaded");
    }

    private async Task SaveToFileAsync(string name, string version)
    {
        await using var archive = await client.Images.SaveImageAsync(name);
        await WriteAsync(version, archive);
    }

    private async Task WriteAsync(string version, Stream archive)
    {
        Directory.CreateDirectory(settings.ArchiveFolder);
        await using var file = File.Create(Path.Combine(settings.ArchiveFolder, $"{version}.tar"));
        await archive.CopyToAsync(file);
    }
}
