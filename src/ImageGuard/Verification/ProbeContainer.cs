using System.Net;
using System.Text.Json;
using Docker.DotNet;
using Docker.DotNet.Models;
using ImageGuard.Engines;
using ImageGuard.Journal;

namespace ImageGuard.Verification;

/// <summary>A container that is made to look at the files of its image, and never started.</summary>
internal sealed class ProbeContainer : IAsyncDisposable
{
    /// <summary>What the names of these containers begin with.</summary>
    public const string NamePrefix = "imageguard-verify-";

    /// <summary>The label of these containers; its value says whose it is.</summary>
    public const string Label = "imageguard.verify";

    private static readonly string Owner = JsonSerializer.Serialize(ProcessIdentity.Current, JournalJson.Default.ProcessIdentity);

    private readonly Engine _engine;
    private readonly string _name = $"{NamePrefix}{Guid.NewGuid():n}";

    private ProbeContainer(Engine engine) => _engine = engine;

    /// <summary>Makes a container of the image, and clears away those of processes that have died.</summary>
    /// <exception cref="DockerApiException">The engine cannot mount the image.</exception>
    public static async Task<ProbeContainer> CreateAsync(Engine engine, string imageId, CancellationToken cancellationToken)
    {
        await RemoveAbandonedAsync(engine, cancellationToken).ConfigureAwait(false);
        var probe = new ProbeContainer(engine);
        var parameters = new CreateContainerParameters
        {
            Image = imageId,
            Name = probe._name,
            Entrypoint = ["/never-started"],
            Labels = new Dictionary<string, string> { [Label] = Owner },
            HostConfig = new HostConfig { NetworkMode = "none" },
        };
        try
        {
            // Not cancellable: the engine would go on and leave it.
            await engine.Containers.CreateContainerAsync(parameters, CancellationToken.None).ConfigureAwait(false);
            return probe;
        }
        catch
        {
            await probe.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The container's files as a tar archive.</summary>
    public Task<Stream> ExportAsync(CancellationToken cancellationToken) =>
        _engine.Containers.ExportContainerAsync(_name, cancellationToken);

    /// <summary>Removes the container and the volumes that its image asks for.</summary>
    public ValueTask DisposeAsync() => new(RemoveAsync(_engine, _name));

    /// <summary>
    /// Removes the containers that processes of this machine have left when they were killed, or that a power cut has brought back: they keep
    /// their images from being removed.
    /// </summary>
    public static async Task RemoveAbandonedAsync(Engine engine, CancellationToken cancellationToken)
    {
        foreach (var container in await engine.ListContainersAsync(cancellationToken).ConfigureAwait(false))
        {
            if (container.Labels is { } labels && labels.TryGetValue(Label, out var owner) && IsDead(owner))
            {
                await RemoveAsync(engine, container.ID).ConfigureAwait(false);
            }
        }
    }

    private static bool IsDead(string owner)
    {
        try
        {
            return JsonSerializer.Deserialize(owner, JournalJson.Default.ProcessIdentity)?.IsAlive == false;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static async Task RemoveAsync(Engine engine, string container)
    {
        try
        {
            var parameters = new ContainerRemoveParameters { RemoveVolumes = true };
            await engine.Containers.RemoveContainerAsync(container, parameters).ConfigureAwait(false);
        }
        catch (DockerApiException failure) when (failure.StatusCode == HttpStatusCode.NotFound)
        {
            // It was never made, or somebody else has removed it.
        }
    }
}
