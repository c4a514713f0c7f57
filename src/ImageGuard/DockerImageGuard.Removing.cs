using System.Globalization;
using Docker.DotNet.Models;
using ImageGuard.Operations;

namespace ImageGuard;

/// <content>Operations that remove images.</content>
public sealed partial class DockerImageGuard
{
    /// <summary>
    /// Removes an image, never by force (S11). A name is removed by itself, and takes the image along when it is its last; an ID by
    /// removing all its names one by one.
    /// </summary>
    /// <param name="image">Name or ID.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ImageNotFoundException">There is no such image.</exception>
    /// <exception cref="ImageInUseException">Containers use the image, running or not.</exception>
    /// <exception cref="ImageHasChildrenException">An ID was given, and other images are made from it.</exception>
    public Task<RemovalResult> RemoveAsync(string image, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(image);
        return RunAsync(new RemoveOperation(image, noPrune: null), cancellationToken);
    }

    /// <summary>
    /// Removes images that no container uses, alone on the engine: on some engines a prune destroys what is being pulled and saved
    /// (moby#53321).
    /// </summary>
    /// <param name="options">Which images; null for all unnamed ones.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<PruneResult> PruneAsync(PruneOptions? options = null, CancellationToken cancellationToken = default)
    {
        var parameters = new ImagesPruneParameters { Filters = Filters(options ?? new PruneOptions()) };
        var response = await RunAsync(new PruneOperation(parameters), cancellationToken).ConfigureAwait(false);
        var removed = response.ImagesDeleted ?? [];
        return new PruneResult(
            [.. removed.Select(image => image.Untagged).Where(name => !string.IsNullOrEmpty(name))],
            [.. removed.Select(image => image.Deleted).Where(id => !string.IsNullOrEmpty(id))],
            response.SpaceReclaimed);
    }

    private static Dictionary<string, IDictionary<string, bool>> Filters(PruneOptions options)
    {
        var filters = new Dictionary<string, IDictionary<string, bool>>
        {
            ["dangling"] = new Dictionary<string, bool> { [options.OnlyUnnamed ? "true" : "false"] = true },
        };
        if (options.OlderThan is { } age)
        {
            var seconds = string.Create(CultureInfo.InvariantCulture, $"{age.TotalSeconds:0}s");
            filters["until"] = new Dictionary<string, bool> { [seconds] = true };
        }

        return filters;
    }
}
