using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace ImageGuard.Engines;

/// <summary>
/// A read-only image registry on the loopback interface, which engines trust without TLS. It serves the images it was given;
/// one that was given damaged serves a layer whose content does not match its digest.
/// </summary>
public sealed class LoopbackRegistry : IAsyncDisposable
{
    private const string ManifestType = "application/vnd.docker.distribution.manifest.v2+json";

    private readonly HttpListener _listener = new();
    private readonly Dictionary<string, byte[]> _content = [];
    private readonly Task _serving;

    /// <summary>Starts a registry on a free port.</summary>
    public LoopbackRegistry()
    {
        Address = $"127.0.0.1:{FreePort()}";
        _listener.Prefixes.Add($"http://{Address}/");
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>The domain part of the names of its images.</summary>
    public string Address { get; }

    /// <summary>Offers an image and returns the name to pull it by.</summary>
    public string Add(TestImage image, bool damaged = false)
    {
        var repository = $"image-{Guid.NewGuid():N}";
        var layers = image.Layers.Select(Compress).ToArray();
        var manifest = JsonSerializer.SerializeToUtf8Bytes(new
        {
            schemaVersion = 2,
            mediaType = ManifestType,
            config = Descriptor("application/vnd.docker.container.image.v1+json", image.Config),
            layers = layers.Select(layer => Descriptor("application/vnd.docker.image.rootfs.diff.tar.gzip", layer)),
        });

        lock (_content)
        {
            _content[$"/v2/{repository}/manifests/1"] = manifest;
            _content[$"/v2/{repository}/manifests/{TestImage.Digest(manifest)}"] = manifest;
            _content[$"/v2/{repository}/blobs/{TestImage.Digest(image.Config)}"] = image.Config;
            foreach (var layer in layers)
            {
                _content[$"/v2/{repository}/blobs/{TestImage.Digest(layer)}"] = damaged ? Damage(layer) : layer;
            }
        }

        return $"{Address}/{repository}:1";
    }

    /// <summary>Stops the registry.</summary>
    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
        _listener.Close();
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                await AnswerAsync(await _listener.GetContextAsync());
            }
            catch (Exception stopped) when (stopped is HttpListenerException or ObjectDisposedException or IOException)
            {
                // The registry was stopped, or the engine hung up; the loop's condition tells which.
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        var path = context.Request.Url!.AbsolutePath;
        using var response = context.Response;
        response.AddHeader("Docker-Distribution-Api-Version", "registry/2.0");
        if (path == "/v2/")
        {
            return;
        }

        byte[]? content;
        lock (_content)
        {
            _content.TryGetValue(path, out content);
        }

        if (content is null)
        {
            response.StatusCode = (int)HttpStatusCode.NotFound;
            return;
        }

        response.ContentType = path.Contains("/manifests/", StringComparison.Ordinal) ? ManifestType : "application/octet-stream";
        response.AddHeader("Docker-Content-Digest", TestImage.Digest(content));
        response.ContentLength64 = content.Length;
        if (context.Request.HttpMethod != "HEAD")
        {
            await response.OutputStream.WriteAsync(content);
        }
    }

    private static object Descriptor(string mediaType, byte[] content) =>
        new { mediaType, size = content.Length, digest = TestImage.Digest(content) };

    private static byte[] Compress(byte[] layer)
    {
        var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
        {
            gzip.Write(layer);
        }

        return compressed.ToArray();
    }

    private static byte[] Damage(byte[] layer)
    {
        var damaged = layer.ToArray();
        damaged[^1] ^= 0xff;
        return damaged;
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
