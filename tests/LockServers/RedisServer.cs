namespace ImageGuard.LockServers;

/// <summary>A Redis server for tests.</summary>
public static class RedisServer
{
    private const string Program = "/usr/bin/redis-server";

    /// <summary>Starts it; it keeps nothing on disk.</summary>
    public static Task<ThrowawayServer> StartAsync() => File.Exists(Program)
        ? ThrowawayServer.StartAsync(
            signal: "KILL",
            _ => { },
            (folder, port) => [Program, "--bind", "127.0.0.1", "--port", $"{port}", "--dir", folder, "--save", "", "--appendonly", "no"])
        : throw new InvalidOperationException("The tests need Redis. Run tests/install-engine.sh, or: apt-get install redis-server");
}
