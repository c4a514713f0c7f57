using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace ImageGuard.EngineTests.Storms;

/// <summary>A port at which a server can be reached that listens elsewhere, and whose connections can be cut like a cable.</summary>
internal sealed class SocketRelay : IAsyncDisposable
{
    private readonly ConcurrentDictionary<Socket, byte> _open = new();
    private readonly CancellationTokenSource _end = new();
    private readonly TcpListener _listener;
    private readonly Func<Socket> _newSocket;
    private readonly EndPoint _server;
    private readonly Task _accepting;

    private SocketRelay(IPAddress address, Func<Socket> newSocket, EndPoint server)
    {
        (_newSocket, _server) = (newSocket, server);
        _listener = new TcpListener(address, 0);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public IPEndPoint EndPoint => (IPEndPoint)_listener.LocalEndpoint;

    public static SocketRelay ToUnix(IPAddress address, string path) => new(
        address, () => new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified), new UnixDomainSocketEndPoint(path));

    public static SocketRelay ToPort(IPAddress address, int port) => new(
        address, () => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp), new IPEndPoint(IPAddress.Loopback, port));

    /// <summary>Cuts every connection there is.</summary>
    public void Cut()
    {
        foreach (var socket in _open.Keys)
        {
            socket.Close(timeout: 0);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        Cut();
        await _accepting;
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        var relays = new List<Task>();
        try
        {
            while (true)
            {
                relays.Add(RelayAsync(await _listener.AcceptSocketAsync(_end.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(relays);
        }
    }

    private async Task RelayAsync(Socket client)
    {
        var server = _newSocket();
        (_open[client], _open[server]) = (0, 0);
        try
        {
            await server.ConnectAsync(_server, _end.Token);
            await Task.WhenAll(CopyAsync(client, server), CopyAsync(server, client));
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // One side has gone; the other goes too.
        }
        finally
        {
            _open.TryRemove(client, out _);
            _open.TryRemove(server, out _);
            client.Dispose();
            server.Dispose();
        }
    }

    private static async Task CopyAsync(Socket from, Socket to)
    {
        var buffer = new byte[64 * 1024];
        while (await from.ReceiveAsync(buffer) is > 0 and var count)
        {
            for (var sent = 0; sent < count;)
            {
                sent += await to.SendAsync(buffer.AsMemory(sent, count - sent));
            }
        }

        to.Shutdown(SocketShutdown.Send);
    }
}
