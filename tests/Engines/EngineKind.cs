using Docker.DotNet;

namespace ImageGuard.Engines;

/// <summary>The kinds of engine that treat images differently.</summary>
public enum EngineKind
{
    /// <summary>Docker with its own image store, the only one before 23.0.</summary>
    DockerClassic,

    /// <summary>Docker that keeps images in containerd, the default of new installations since 29.0.</summary>
    DockerContainerd,

    /// <summary>Podman's Docker-compatible API.</summary>
    Podman,
}

/// <summary>Tells what kind of engine a client talks to.</summary>
public static class EngineKinds
{
    /// <summary>Asks the engine what kind it is.</summary>
    public static async Task<EngineKind> GetKindAsync(this IDockerClient client)
    {
        var version = await client.System.GetVersionAsync();
        if (version.Components?.Any(component => component.Name == "Podman Engine") == true)
        {
            return EngineKind.Podman;
        }

        var info = await client.System.GetSystemInfoAsync();
        return info.DriverStatus?.Any(pair => pair is ["driver-type", "io.containerd.snapshotter.v1"]) == true
            ? EngineKind.DockerContainerd
            : EngineKind.DockerClassic;
    }
}
