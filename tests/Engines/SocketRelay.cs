using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace ImageGuard.Engines;

/// <summary>
/// A port at which a server can be reached that listens elsewhere. Its connections can be cut like a cable, and answers of the server can be held back.
/// </summary>
public sealed class SocketRelay : IAsyncDisposable
{
    private readonly ConcurrentDictionary<Socket, byte> _open = new();
    private readonly CancellationTokenSource _end = new();
    private readonly TcpListener _listener;
    private readonly Func<Socket> _newSocket;
    private readonly EndPoint _server;
    private readonly Task _accepting;
    private HeldAnswer? _held;

    private SocketRelay(IPAddress address, Func<Socket> newSocket, EndPoint server)
    {
        (_newSocket, _server) = (newSocket, server);
        _listener = new TcpListener(address, 0);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint EndPoint => (IPEndPoint)_listener.LocalEndpoint;

    /// <summary>A relay to a server that listens on a Unix socket.</summary>
    public static SocketRelay ToUnix(IPAddress address, string path) => new(
        address, () => new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified), new UnixDomainSocketEndPoint(path));

    /// <summary>A relay to a server that listens on a port of this machine.</summary>
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

    /// <summary>Keeps what the server says to the requests that have a text in them, and goes on hearing who has asked.</summary>
    /// <param name="request">The text, of the request's first line.</param>
    /// <param name="pieces">How many pieces of the answer are passed on before.</param>
    public HeldAnswer HoldBack(string request, int pieces = 0) => _held = new HeldAnswer(request, pieces);

    /// <summary>Cuts every connection and ends.</summary>
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
            var isHeld = false;
            await Task.WhenAll(
                CopyAsync(client, server, piece => Task.FromResult(isHeld |= _held?.HearRequest(piece.Span) == true)),
                CopyAsync(server, client, _ => isHeld && _held!.HearAnswer() ? Task.Delay(Timeout.Infinite, _end.Token) : Task.CompletedTask));
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

    private static async Task CopyAsync(Socket from, Socket to, Func<ReadOnlyMemory<byte>, Task> hear)
    {
        var buffer = new byte[64 * 1024];
        while (await from.ReceiveAsync(buffer) is > 0 and var count)
        {
            await hear(buffer.AsMemory(0, count));
            for (var sent = 0; sent < count;)
            {
                sent += await to.SendAsync(buffer.AsMemory(sent, count - sent));
            }
        }

        to.Shutdown(SocketShutdown.Send);
    }
}
