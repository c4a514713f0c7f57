using Docker.DotNet;

namespace ImageGuard.Engines;

/// <summary>Makes clients, as Docker.DotNet.Enhanced wants it.</summary>
internal static class EngineClient
{
    public static DockerClient Connect(Uri endpoint) => new DockerClientBuilder().WithEndpoint(endpoint).Build();
}
