using Docker.DotNet;
using Xunit;

namespace ImageGuard.Engines;

/// <summary>
/// One engine for all tests of an assembly: derive a collection from <c>ICollectionFixture&lt;EngineFixture&gt;</c> and put every
/// test class that needs the engine into it. Without an engine all its tests fail and say why; none is skipped.
/// </summary>
public sealed class EngineFixture : IAsyncLifetime
{
    private DockerEngine? _engine;
    private DockerClient? _client;

    /// <summary>Where the engine's API listens.</summary>
    public Uri Endpoint => _engine!.Endpoint;

    /// <summary>A client of the engine.</summary>
    public IDockerClient Client => _client!;

    /// <summary>What kind of engine it is.</summary>
    public EngineKind Kind { get; private set; }

    /// <summary>The version that the engine reports.</summary>
    public string Version { get; private set; } = "";

    /// <summary>Opens the engine.</summary>
    public async Task InitializeAsync()
    {
        _engine = await DockerEngine.OpenAsync();
        _client = EngineClient.Connect(_engine.Endpoint);
        Kind = await _client.GetKindAsync();
        Version = (await _client.System.GetVersionAsync()).Version;
    }

    /// <summary>Ends the engine if it is a throwaway one.</summary>
    public async Task DisposeAsync()
    {
        _client?.Dispose();
        if (_engine is not null)
        {
            await _engine.DisposeAsync();
        }
    }
}
