using Docker.DotNet.Models;
using ImageGuard.Engines;

namespace ImageGuard.Housekeeping;

/// <summary>Finds the images without a name, explains them, and removes those that are safe to remove.</summary>
internal sealed class UnnamedImages(Chronicle chronicle, EventReader events, ImageRemover remover)
{
    /// <summary>How far apart two builds may end that ran at a time.</summary>
    private static readonly TimeSpan LongestBuild = TimeSpan.FromHours(1);

    /// <summary>Explains every unnamed image, the oldest first.</summary>
    public async Task<IReadOnlyList<UnnamedImage>> ExplainAsync(bool all, Engine engine, CancellationToken cancellationToken)
    {
        var images = await new Inventory().ReadAsync(engine, cancellationToken).ConfigureAwait(false);
        return [.. (await ExplainAsync(images, all, engine, cancellationToken).ConfigureAwait(false)).Select(found => found.Explained)];
    }

    /// <summary>Removes what is safe to remove and older than the given age.</summary>
    public async Task<UnnamedCleanup> CleanAsync(TimeSpan minimumAge, Engine engine, CancellationToken cancellationToken)
    {
        var images = await new Inventory().ReadAsync(engine, cancellationToken).ConfigureAwait(false);
        var youngest = DateTimeOffset.UtcNow + engine.Identity.ClockAhead - minimumAge;
        var (removed, left) = (new List<UnnamedImage>(), new List<UnnamedImage>());
        foreach (var (image, explained) in await ExplainAsync(images, all: false, engine, cancellationToken).ConfigureAwait(false))
        {
            var goes = explained.IsSafeToRemove
                && image.Arrived <= youngest
                && await remover.RemoveAsync(image, engine, cancellationToken).ConfigureAwait(false) is null;
            (goes ? removed : left).Add(explained);
        }

        return new UnnamedCleanup(removed, left);
    }

    private async Task<IReadOnlyList<(ImageFacts Image, UnnamedImage Explained)>> ExplainAsync(
        IReadOnlyList<ImageFacts> images, bool all, Engine engine, CancellationToken cancellationToken)
    {
        await events.ReadAsync(engine, cancellationToken).ConfigureAwait(false);
        var children = images.Where(image => image.ParentId is not null).ToLookup(image => image.ParentId!);
        var unnamed = images.Where(image => image.Names.Count == 0 && (all || !children.Contains(image.Id))).ToArray();
        var containers = (await engine.ListContainersAsync(cancellationToken).ConfigureAwait(false)).ToLookup(container => container.ImageID);
        var explanation = new UnnamedExplanation(chronicle.Read(), images, engine.Identity.ChecksChildren);
        var making = new ImageMaking(engine);
        var result = new List<(ImageFacts, UnnamedImage)>();
        foreach (var image in unnamed.OrderBy(image => image.Arrived))
        {
            var steps = await making.StepsOfAsync(image, cancellationToken).ConfigureAwait(false);
            var evidence = new UnnamedEvidence(
                image,
                children[image.Id].FirstOrDefault(),
                await UserOfAsync(containers[image.Id].FirstOrDefault(), engine, cancellationToken).ConfigureAwait(false),
                steps,
                await FindTwinAsync(image, steps, images, making, cancellationToken).ConfigureAwait(false));
            result.Add((image, explanation.Of(evidence)));
        }

        return result;
    }

    private static async Task<ImageUser?> UserOfAsync(
        ContainerListResponse? container, Engine engine, CancellationToken cancellationToken)
    {
        if (container is null)
        {
            return null;
        }

        var name = container.Names?.FirstOrDefault()?.TrimStart('/') ?? container.ID;
        return new ImageUser(name, await engine.ImageGivenToAsync(container.ID, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>An image that was made by the same steps at the same time.</summary>
    private static async Task<ImageFacts?> FindTwinAsync(
        ImageFacts image, BuildSteps steps, IReadOnlyList<ImageFacts> images, ImageMaking making, CancellationToken cancellationToken)
    {
        if (image.Tagged is not { } ended || image.ParentId is null)
        {
            return null;
        }

        var others = images.Where(other => other.Id != image.Id && other.ParentId is not null && other.Tagged is not null
            && other.Layers.Count == image.Layers.Count && (other.Created - image.Created).Duration() < LongestBuild);
        foreach (var other in others)
        {
            var otherSteps = await making.StepsOfAsync(other, cancellationToken).ConfigureAwait(false);
            if (steps.OverlapsWith(otherSteps, ended, other.Tagged!.Value))
            {
                return other;
            }
        }

        return null;
    }
}
