using ImageGuard;

namespace SafeDeployer;

/// <summary>Brings versions onto this machine.</summary>
internal sealed class Releases(DockerImageGuard guard, Settings settings)
{
    public async Task PullAsync(string version)
    {
        await guard.PullAsync($"{settings.Repository}:{version}", progress: new ConsoleProgress());
        await guard.TagAsync($"{settings.Repository}:{version}", $"{settings.Repository}:current");

        Console.WriteLine($"{settings.Repository}:{version} is current");
    }

    /// <summary>Replaces one version by another: the old one goes when the new one is there.</summary>
    public async Task ReplaceAsync(string from, string to)
    {
        await guard.PullAsync($"{settings.Repository}:{to}", progress: new ConsoleProgress());
        await guard.RemoveAsync($"{settings.Repository}:{from}");
    }
}
