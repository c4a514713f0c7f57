using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace ImageGuard.LockServers;

/// <summary>
/// A server of Debian's packages that lives no longer than this object and this process: in a folder of its own, on a free port of the
/// loopback interface, as an unprivileged user.
/// </summary>
public sealed class ThrowawayServer : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly Process _keeper;

    private ThrowawayServer(string folder, int port, Process keeper)
    {
        Folder = folder;
        Port = port;
        _keeper = keeper;
    }

    /// <summary>Where everything of the server lies.</summary>
    public string Folder { get; }

    /// <summary>The port of 127.0.0.1 that it listens on.</summary>
    public int Port { get; }

    /// <summary>What comes before a command so that it runs without privileges: servers refuse to run as root.</summary>
    internal static IReadOnlyList<string> Unprivileged { get; } = Environment.IsPrivilegedProcess
        ? ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]
        : [];

    /// <summary>Makes the folder, prepares it, and starts the server in it.</summary>
    /// <param name="signal">What ends the server at once.</param>
    /// <param name="prepare">Fills the folder.</param>
    /// <param name="command">The command, for a folder and a port.</param>
    internal static async Task<ThrowawayServer> StartAsync(
        string signal, Action<string> prepare, Func<string, int, IEnumerable<string>> command)
    {
        var folder = Directory.CreateTempSubdirectory("imageguard-server-").FullName;
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder, (UnixFileMode)0b111_111_111); // rwxrwxrwx: the server's user is another
        }

        prepare(folder);
        var port = FreePort();
        var script = Path.Combine(folder, "throwaway-server.sh");
        using (var resource = typeof(ThrowawayServer).Assembly.GetManifestResourceStream("throwaway-server.sh")!)
        using (var file = File.Create(script))
        {
            await resource.CopyToAsync(file);
        }

        var start = new ProcessStartInfo("setsid", ["--fork", "sh", script, folder, signal, .. Unprivileged, .. command(folder, port)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var server = new ThrowawayServer(folder, port, Process.Start(start)!);
        await server.WaitUntilListeningAsync();
        return server;
    }

    /// <summary>Runs a command to its end.</summary>
    internal static void Run(IEnumerable<string> command)
    {
        string[] words = [.. Unprivileged, .. command];
        var start = new ProcessStartInfo(words[0], words[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{string.Join(' ', words)} ended with {process.ExitCode}: {errors}{output.Result}");
        }
    }

    /// <summary>Ends the server and waits until nothing of it is left.</summary>
    public async ValueTask DisposeAsync()
    {
        _keeper.StandardInput.Close();
        await _keeper.StandardOutput.ReadToEndAsync().WaitAsync(Limit);
        _keeper.Dispose();
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private async Task WaitUntilListeningAsync()
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, Port);
                return;
            }
            catch (SocketException) when (clock.Elapsed < Limit)
            {
                await Task.Delay(50);
            }
        }
    }
}
