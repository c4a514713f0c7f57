using Docker.DotNet;

namespace ImageGuard.Engines;

/// <summary>Makes clients. The one thing that Docker.DotNet and Docker.DotNet.Enhanced write differently, hence a file of its own.</summary>
internal static class EngineClient
{
    public static DockerClient Connect(Uri endpoint)
    {
        using var configuration = new DockerClientConfiguration(endpoint);
        return configuration.CreateClient();
    }
}
