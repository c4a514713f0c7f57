using System.Globalization;
using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;
using ImageGuard.Failures;
using ImageGuard.Model;

namespace ImageGuard.Engines;

/// <summary>One engine as the operations see it: the calls of Docker.DotNet, and the questions that they ask again and again.</summary>
/// <remarks>
/// Only members whose signatures Docker.DotNet 3.125 and Docker.DotNet.Enhanced 4.3 share are used, here and everywhere: the guard is
/// compiled once and runs with either.
/// </remarks>
internal sealed class Engine(IDockerClient client, EngineIdentity identity)
{
    private const string Running = "running";
    private const string Paused = "paused";

    public EngineIdentity Identity => identity;

    public IImageOperations Images => client.Images;

    public IContainerOperations Containers => client.Containers;

    /// <summary>Describes the image of this name or ID; null where there is none.</summary>
    public async Task<ImageDescription?> FindAsync(string nameOrId, CancellationToken cancellationToken) =>
        await InspectAsync(nameOrId, cancellationToken).ConfigureAwait(false) is { } image ? ImageDescription.From(image) : null;

    /// <summary>
    /// As <see cref="FindAsync"/>, but an image that is too damaged for the engine to inspect is described as it is listed, without its
    /// layers: it can still be removed. One for which the engine cannot list its images any more is described by nothing, and can be removed too.
    /// </summary>
    public async Task<ImageDescription?> FindEvenDamagedAsync(string nameOrId, CancellationToken cancellationToken)
    {
        try
        {
            return await FindAsync(nameOrId, cancellationToken).ConfigureAwait(false);
        }
        catch (DockerApiException failure) when (FailureTable.Classify(failure) == FailureKind.CorruptImage)
        {
            var key = ImageReference.CanonicalOf(nameOrId);
            var all = await TryListAsync(cancellationToken).ConfigureAwait(false) ?? [];
            return all.Select(ImageDescription.From)
                .FirstOrDefault(image => image.Id == nameOrId || image.Names.Any(name => ImageReference.CanonicalOf(name) == key));
        }
    }

    /// <summary>As <see cref="FindAsync"/>, in the engine's own words.</summary>
    public async Task<ImageInspectResponse?> InspectAsync(string nameOrId, CancellationToken cancellationToken)
    {
        try
        {
            return await Images.InspectImageAsync(nameOrId, cancellationToken).ConfigureAwait(false);
        }
        catch (DockerApiException failure) when (IsMissing(failure))
        {
            return null;
        }
    }

    /// <summary>How many images there are, intermediate ones included: cheap, however many there are.</summary>
    public async Task<long> CountImagesAsync(CancellationToken cancellationToken) =>
        (await client.System.GetSystemInfoAsync(cancellationToken).ConfigureAwait(false)).Images;

    /// <summary>The images without a name, those left out that others are made from.</summary>
    public Task<IList<ImagesListResponse>> ListUnnamedAsync(CancellationToken cancellationToken) =>
        ListAsync(cancellationToken, ("dangling", "true"));

    /// <summary>The images that match all filters.</summary>
    public Task<IList<ImagesListResponse>> ListAsync(
        CancellationToken cancellationToken, params IEnumerable<(string Name, string Value)> filters) =>
        Images.ListImagesAsync(
            new ImagesListParameters
            {
                Filters = filters.ToDictionary(
                    filter => filter.Name, IDictionary<string, bool> (filter) => new Dictionary<string, bool> { [filter.Value] = true }),
            },
            cancellationToken);

    /// <summary>All images; null where the engine cannot list any, as a containerd store that lacks the configuration of one.</summary>
    public async Task<IList<ImagesListResponse>?> TryListAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await Images.ListImagesAsync(new ImagesListParameters { All = true }, cancellationToken).ConfigureAwait(false);
        }
        catch (DockerApiException failure) when (FailureTable.Classify(failure) == FailureKind.CorruptImage)
        {
            return null;
        }
    }

    /// <summary>Whether the engine lists an image that it has under this name.</summary>
    public async Task<bool> ListsAsync(string name, string id, CancellationToken cancellationToken)
    {
        return await IsAmongAsync(ListAsync(cancellationToken, ("reference", ImageReference.Parse(name).Familiar))).ConfigureAwait(false)
            // A name in brackets is a pattern to the filter.
            || await IsAmongAsync(Images.ListImagesAsync(new ImagesListParameters { All = true }, cancellationToken)).ConfigureAwait(false);

        async Task<bool> IsAmongAsync(Task<IList<ImagesListResponse>> listed) =>
            (await listed.ConfigureAwait(false)).Any(image => image.ID == id);
    }

    /// <summary>All containers, running or not.</summary>
    public Task<IList<ContainerListResponse>> ListContainersAsync(CancellationToken cancellationToken) =>
        client.Containers.ListContainersAsync(new ContainersListParameters { All = true }, cancellationToken);

    /// <summary>What the container's maker wrote for its image; null where there is no such container any more.</summary>
    public async Task<string?> ImageGivenToAsync(string containerId, CancellationToken cancellationToken)
    {
        try
        {
            return VersionedMembers.ImageGivenTo(
                await client.Containers.InspectContainerAsync(containerId, cancellationToken).ConfigureAwait(false));
        }
        catch (DockerApiException failure) when (IsMissing(failure))
        {
            return null;
        }
    }

    /// <summary>The containers, running or not, that were made from the image.</summary>
    public async Task<IReadOnlyList<ContainerUse>> ContainersOfAsync(string imageId, CancellationToken cancellationToken)
    {
        var containers = await ListContainersAsync(cancellationToken).ConfigureAwait(false);
        return containers
            .Where(container => container.ImageID == imageId)
            .Select(container => new ContainerUse(
                container.ID,
                container.Names?.FirstOrDefault()?.TrimStart('/') ?? container.ID,
                container.State is Running or Paused))
            .ToArray();
    }

    /// <summary>The steps by which the image was made, the last first; empty where there is no such image any more.</summary>
    public async Task<IList<ImageHistoryResponse>> StepsOfAsync(string imageId, CancellationToken cancellationToken)
    {
        try
        {
            return await Images.GetImageHistoryAsync(imageId, cancellationToken).ConfigureAwait(false);
        }
        catch (DockerApiException failure) when (IsMissing(failure))
        {
            return [];
        }
    }

    /// <summary>What the engine has done since a moment of this machine's clock.</summary>
    public async Task<IReadOnlyList<Message>> EventsSinceAsync(DateTimeOffset start, CancellationToken cancellationToken)
    {
        var events = new EventList();
        var span = new ContainerEventsParameters
        {
            Since = EngineTime(start),
            Until = EngineTime(DateTimeOffset.UtcNow.AddMilliseconds(1)), // Cut to milliseconds, now would be before what has just happened.
        };
        await client.System.MonitorEventsAsync(span, events, cancellationToken).ConfigureAwait(false);
        return events;
    }

    /// <summary>Reports what happens to images from a moment of this machine's clock on, until the connection ends.</summary>
    public Task FollowImageEventsAsync(DateTimeOffset start, IProgress<Message> each, CancellationToken cancellationToken)
    {
        var images = new Dictionary<string, IDictionary<string, bool>> { ["type"] = new Dictionary<string, bool> { ["image"] = true } };
        var span = new ContainerEventsParameters { Since = EngineTime(start), Filters = images };
        return client.System.MonitorEventsAsync(span, each, cancellationToken);
    }

    /// <summary>Whether an answer says that the image does not exist.</summary>
    private static bool IsMissing(DockerApiException failure) => failure.StatusCode == HttpStatusCode.NotFound;

    private string EngineTime(DateTimeOffset time)
    {
        var milliseconds = (time + identity.ClockAhead).ToUnixTimeMilliseconds();
        return string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1000}.{milliseconds % 1000:000}000000");
    }

    /// <summary>Unlike <see cref="Progress{T}"/> it takes each report before the next one is sent.</summary>
    private sealed class EventList : List<Message>, IProgress<Message>
    {
        void IProgress<Message>.Report(Message value) => Add(value);
    }
}
