using System.Diagnostics;
using System.Net;

namespace ImageGuard.EngineTests.Storms;

/// <summary>
/// A network of its own for some processes, as another machine would have it, with one cable to this one. A process that waits for its
/// standard input to end holds it, so that the kernel clears it away however this process ends.
/// </summary>
internal sealed class NetworkNamespace : IAsyncDisposable
{
    private readonly Process _holder;

    private NetworkNamespace(Process holder, IPAddress host)
    {
        _holder = holder;
        Host = host;
    }

    /// <summary>The address of this machine on the cable.</summary>
    public IPAddress Host { get; }

    /// <summary>Lays the cable: each by its own number, of 198.18.0.0/15, the addresses that are kept for tests (RFC 2544).</summary>
    public static async Task<NetworkNamespace> CreateAsync(int number)
    {
        var subnet = ((Environment.ProcessId * 8) + number) % 0x8000 * 4;
        var (host, inside) = (Address(subnet + 1), Address(subnet + 2));
        var holder = Process.Start(new ProcessStartInfo("unshare", ["--net", "sh", "-c", "echo; read -r _"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        await holder.StandardOutput.ReadLineAsync();
        var created = new NetworkNamespace(holder, host);
        var cable = $"ig{subnet:x}";
        await RunAsync("ip", "link", "add", cable, "type", "veth", "peer", "name", "cable", "netns", $"{holder.Id}");
        await RunAsync("ip", "address", "add", $"{host}/30", "dev", cable);
        await RunAsync("ip", "link", "set", cable, "up");
        await RunAsync(created.Within("ip", "address", "add", $"{inside}/30", "dev", "cable"));
        await RunAsync(created.Within("ip", "link", "set", "cable", "up"));
        await RunAsync(created.Within("ip", "link", "set", "lo", "up"));
        return created;
    }

    /// <summary>The command that runs a command within.</summary>
    public string[] Within(params string[] command) => ["nsenter", $"--net=/proc/{_holder.Id}/ns/net", .. command];

    public async ValueTask DisposeAsync()
    {
        _holder.StandardInput.Close();
        await _holder.WaitForExitAsync();
        _holder.Dispose();
    }

    private static IPAddress Address(int offset) => new([198, (byte)(18 + (offset >> 16)), (byte)(offset >> 8), (byte)offset]);

    private static async Task RunAsync(params string[] command)
    {
        using var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true })!;
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{string.Join(' ', command)} ended with {process.ExitCode}: {errors}");
        }
    }
}
