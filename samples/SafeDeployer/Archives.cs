using ImageGuard;

namespace SafeDeployer;

/// <summary>Carries versions to machines without a registry, as files.</summary>
internal sealed class Archives(DockerImageGuard guard, Settings settings)
{
    /// <summary>Saves a version. The file appears when it is complete and checked; a former one stays until then.</summary>
    public async Task SaveAsync(string version)
    {
        Directory.CreateDirectory(settings.ArchiveFolder);
        var saved = await guard.SaveAsync(
            [$"{settings.Repository}:{version}"], Path.Combine(settings.ArchiveFolder, $"{version}.tar"), new ConsoleProgress());

        Console.WriteLine($"{saved.Length / 1_000_000} MB saved");
    }

    /// <summary>Saves a version and takes it off this machine, when the archive is written to its end.</summary>
    public async Task MoveToArchiveAsync(string version)
    {
        await SaveAsync(version);
        await guard.RemoveAsync($"{settings.Repository}:{version}");
    }

    public async Task LoadAsync(string file)
    {
        var loaded = await guard.LoadAsync(file, progress: new ConsoleProgress());

        Console.WriteLine($"{string.Join(", ", loaded.Names)} loaded");
    }
}
