using Docker.DotNet;
using ImageGuard.Engines;
using ImageGuard.LockServers;
using Medallion.Threading.Redis;
using StackExchange.Redis;

namespace ImageGuard.Postgres.Tests;

/// <summary>An engine that several machines share, and the servers that hold their locks.</summary>
public sealed class SharedEngineFixture : IAsyncLifetime
{
    private readonly EngineFixture _engine = new();
    private readonly List<string> _folders = [];
    private ThrowawayServer? _postgres;
    private ThrowawayServer? _redis;
    private ConnectionMultiplexer? _redisConnection;

    public IDockerClient Client => _engine.Client;

    public string Postgres => _postgres!.ConnectionString();

    public async Task InitializeAsync()
    {
        await _engine.InitializeAsync();
        _postgres = await PostgresServer.StartAsync();
        _redis = await RedisServer.StartAsync();
        _redisConnection = await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{_redis.Port}");
    }

    /// <summary>A guard as another machine would have it: nothing but the server of locks is shared.</summary>
    public Task<DockerImageGuard> OpenAsync(LockServer server)
    {
        var folder = Directory.CreateTempSubdirectory("imageguard-").FullName;
        _folders.Add(folder);
        var options = new ImageGuardOptions { LockFolder = folder, StateFolder = folder, SettleTime = TimeSpan.FromSeconds(5) };
        if (server == LockServer.Postgres)
        {
            options.UsePostgres(Postgres);
        }
        else
        {
            options.DistributedLocks = RedisLocks();
        }

        return DockerImageGuard.OpenAsync(Client, options);
    }

    public async Task DisposeAsync()
    {
        _redisConnection?.Dispose();
        foreach (var server in new[] { _postgres, _redis }.OfType<ThrowawayServer>())
        {
            await server.DisposeAsync();
        }

        await _engine.DisposeAsync();
        foreach (var folder in _folders)
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private RedisDistributedSynchronizationProvider RedisLocks() =>
        new RedisDistributedSynchronizationProvider(_redisConnection!.GetDatabase());
}
