using Docker.DotNet;

namespace ImageGuard.Engines.Tests;

/// <summary>Gives an engine all that could stay behind: a running container with its shim, its mounts and its cgroups.</summary>
internal static class BusyEngine
{
    public static async Task OccupyAsync(IDockerClient client)
    {
        var name = TestImage.NewName("busy");
        await client.LoadNewAsync(name);
        await client.RunAsync(name, "sleep", "600");
    }
}
