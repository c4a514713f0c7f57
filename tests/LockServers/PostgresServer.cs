using System.Diagnostics;
using System.Net;

namespace ImageGuard.LockServers;

/// <summary>A PostgreSQL server for tests.</summary>
public static class PostgresServer
{
    private const string InstallFolder = "/usr/lib/postgresql";
    private const string User = "imageguard";

    /// <summary>Makes a cluster and starts it.</summary>
    public static Task<ThrowawayServer> StartAsync() => ThrowawayServer.StartAsync(
        signal: "INT",
        folder => ThrowawayServer.Run([Program("initdb"), "-D", Data(folder), "-U", User, "-A", "trust", "-E", "UTF8", "--no-locale", "-N"]),
        (folder, port) =>
            [Program("postgres"), "-D", Data(folder), "-k", folder, "-c", "listen_addresses=127.0.0.1", "-p", $"{port}", "-c", "max_connections=200"]);

    /// <summary>How clients reach it.</summary>
    /// <param name="server">The server.</param>
    /// <param name="relay">Where it is reached in place of its own port.</param>
    public static string ConnectionString(this ThrowawayServer server, IPEndPoint? relay = null)
    {
        ArgumentNullException.ThrowIfNull(server);
        var at = relay ?? new IPEndPoint(IPAddress.Loopback, server.Port);
        return $"Host={at.Address};Port={at.Port};Username={User};Database=postgres";
    }

    /// <summary>
    /// Kills one of the server's processes: it ends the others, and with them every connection, and recovers from its log. Returns when it
    /// takes connections again.
    /// </summary>
    public static async Task CrashAsync(this ThrowawayServer server)
    {
        ArgumentNullException.ThrowIfNull(server);
        var before = await RunningAsync(server, besides: []);
        using (var victim = Process.GetProcessById(before[0]))
        {
            victim.Kill();
        }

        await RunningAsync(server, besides: before);
    }

    /// <summary>Waits until the server takes connections by other processes than these.</summary>
    private static async Task<int[]> RunningAsync(ThrowawayServer server, int[] besides)
    {
        while (true)
        {
            var children = Children(server);
            if (children.Length > 0 && !children.Intersect(besides).Any() && IsReady(server))
            {
                return children;
            }

            await Task.Delay(100);
        }
    }

    private static int[] Children(ThrowawayServer server)
    {
        var parent = File.ReadLines(Path.Combine(Data(server.Folder), "postmaster.pid")).First();
        return [.. File.ReadAllText($"/proc/{parent}/task/{parent}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)];
    }

    private static bool IsReady(ThrowawayServer server)
    {
        using var question = Process.Start(new ProcessStartInfo(Program("pg_isready"), ["-q", "-h", "127.0.0.1", "-p", $"{server.Port}"]))!;
        question.WaitForExit();
        return question.ExitCode == 0;
    }

    private static string Data(string folder) => Path.Combine(folder, "data");

    private static string Program(string name) =>
        Directory.Exists(InstallFolder)
        && Directory.GetDirectories(InstallFolder).Select(version => Path.Combine(version, "bin", name)).FirstOrDefault(File.Exists) is { } path
            ? path
            : throw new InvalidOperationException("The tests need PostgreSQL. Run tests/install-engine.sh, or: apt-get install postgresql");
}
