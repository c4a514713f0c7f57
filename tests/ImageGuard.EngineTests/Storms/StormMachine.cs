using ImageGuard.Engines;
using ImageGuard.LockServers;

namespace ImageGuard.EngineTests.Storms;

/// <summary>A machine of a storm: it has a network of its own, and reaches the engine and the server of the locks over that alone.</summary>
internal sealed class StormMachine : IAsyncDisposable
{
    private readonly NetworkNamespace _network;
    private readonly SocketRelay _engine;
    private readonly SocketRelay _postgres;

    private StormMachine(int number, NetworkNamespace network, Uri engine, ThrowawayServer postgres)
    {
        _network = network;
        _engine = SocketRelay.ToUnix(network.Host, engine.LocalPath);
        _postgres = SocketRelay.ToPort(network.Host, postgres.Port);
        Name = $"machine-{number}";
        Endpoint = new Uri($"tcp://{_engine.EndPoint}");
        Postgres = postgres.ConnectionString(_postgres.EndPoint);
    }

    public string Name { get; }

    /// <summary>Where the engine listens for this machine.</summary>
    public Uri Endpoint { get; }

    /// <summary>How this machine reaches the database of the locks.</summary>
    public string Postgres { get; }

    public static async Task<StormMachine> StartAsync(int number, Uri engine, ThrowawayServer postgres) =>
        new(number, await NetworkNamespace.CreateAsync(number), engine, postgres);

    /// <summary>The command that runs a command on this machine.</summary>
    public string[] Within(params string[] command) => _network.Within(command);

    /// <summary>Cuts what connects it to the server of the locks.</summary>
    public void CutLocks() => _postgres.Cut();

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        await _postgres.DisposeAsync();
        await _network.DisposeAsync();
    }
}
