using Docker.DotNet;
using ImageGuard.Engines;

namespace ImageGuard.EngineTests;

/// <summary>A guard on a real engine.</summary>
public sealed class GuardFixture : IAsyncLifetime
{
    private readonly EngineFixture _engine = new();
    private DockerImageGuard? _guard;

    public IDockerClient Client => _engine.Client;

    public Uri Endpoint => _engine.Endpoint;

    public DockerImageGuard Guard => _guard!;

    public string LockFolder { get; } = Directory.CreateTempSubdirectory("imageguard-").FullName;

    public async Task InitializeAsync()
    {
        await _engine.InitializeAsync();
        _guard = await OpenAsync();
    }

    /// <summary>A further guard on the same engine, as another process would have it.</summary>
    public Task<DockerImageGuard> OpenAsync(Action<ImageGuardOptions>? configure = null)
    {
        var options = new ImageGuardOptions
        {
            LockFolder = LockFolder,
            StateFolder = LockFolder,
            SettleTime = TimeSpan.FromSeconds(10),
        };
        configure?.Invoke(options);
        return DockerImageGuard.OpenAsync(Client, options);
    }

    public async Task DisposeAsync()
    {
        await Guard.DisposeAsync();
        await _engine.DisposeAsync();
        Directory.Delete(LockFolder, recursive: true);
    }
}
