using Docker.DotNet;
using Docker.DotNet.Models;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ImageGuard.Engines.Tests;

/// <summary>
/// A web service as people write it: one request loads images, another one removes an image. Its host runs requests at once as they come.
/// </summary>
internal sealed class ImageService : IAsyncDisposable
{
    private readonly IDockerClient _client;
    private readonly SemaphoreSlim _gate;
    private readonly WebApplication _host;

    private ImageService(IDockerClient client, int atOnce)
    {
        _client = client;
        _gate = new SemaphoreSlim(atOnce);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
        _host = builder.Build();
        _host.MapPost("/images", (HttpRequest request) => GuardedAsync(() => LoadAsync(request)));
        _host.MapDelete("/images", (string name) => GuardedAsync(() => RemoveAsync(name)));
    }

    /// <summary>Sends requests to the service.</summary>
    public HttpClient Requests { get; } = new();

    /// <summary>Starts the service.</summary>
    /// <param name="client">The engine's client.</param>
    /// <param name="atOnce">How many requests get to the engine at a time: 1 is a lock around each.</param>
    public static async Task<ImageService> StartAsync(IDockerClient client, int atOnce)
    {
        var service = new ImageService(client, atOnce);
        await service._host.StartAsync();
        service.Requests.BaseAddress = new Uri(service._host.Urls.Single());
        return service;
    }

    public async ValueTask DisposeAsync()
    {
        Requests.Dispose();
        await _host.DisposeAsync();
        _gate.Dispose();
    }

    /// <summary>Answers with the names that the engine says it has loaded, and that are not there when it has said so.</summary>
    private async Task<IResult> LoadAsync(HttpRequest request)
    {
        var loaded = new MessageLog();
        await _client.Images.LoadImageAsync(new ImageLoadParameters(), request.Body, loaded);

        const string Announcement = "Loaded image: ";
        var missing = new List<string>();
        foreach (var line in loaded.Text.Split('\n').Where(line => line.StartsWith(Announcement, StringComparison.Ordinal)))
        {
            if (await _client.FindImageAsync(line[Announcement.Length..]) is null)
            {
                missing.Add(line);
            }
        }

        return loaded.Errors.Any() ? Results.Problem(loaded.Errors.First()) : Results.Ok(missing);
    }

    private async Task<IResult> RemoveAsync(string name)
    {
        var removal = await Outcome.OfAsync(() => _client.RemoveImageAsync(name));
        return removal.Succeeded ? Results.Ok() : Results.NotFound(removal.Error);
    }

    private async Task<IResult> GuardedAsync(Func<Task<IResult>> handle)
    {
        await _gate.WaitAsync();
        try
        {
            return await handle();
        }
        finally
        {
            _gate.Release();
        }
    }
}
