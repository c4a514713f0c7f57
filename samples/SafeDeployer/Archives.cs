using Docker.DotNet;
using Docker.DotNet.Models;

namespace SafeDeployer;

/// <summary>Carries versions to machines without a registry, as files.</summary>
internal sealed class Archives(IDockerClient client, Settings settings)
{
    /// <summary>Saves a version by its name: an archive that is saved by ID holds no name, and neither does the image loaded from it.</summary>
    public async Task SaveAsync(string version)
    {
        await using var archive = await client.Images.SaveImageAsync($"{settings.Repository}:{version}");
        await WriteAsync(version, archive);
    }

    /// <summary>Saves a version and takes it off this machine, when the archive is written to its end.</summary>
    public async Task MoveToArchiveAsync(string version)
    {
        await SaveAsync(version);
        await client.Images.DeleteImageAsync($"{settings.Repository}:{version}", new ImageDeleteParameters());
    }

    public async Task LoadAsync(string file)
    {
        await using var archive = File.OpenRead(file);
        await client.Images.LoadImageAsync(new ImageLoadParameters { Quiet = true }, archive, new EngineProgress());

        Console.WriteLine($"{file} is loaded");
    }

    private async Task WriteAsync(string version, Stream archive)
    {
        Directory.CreateDirectory(settings.ArchiveFolder);
        await using var file = File.Create(Path.Combine(settings.ArchiveFolder, $"{version}.tar"));
        await archive.CopyToAsync(file);
    }
}
