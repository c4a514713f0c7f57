using Docker.DotNet;
using Docker.DotNet.Models;
using ImageGuard.Engines;
using ImageGuard.Verification;

namespace ImageGuard.Recovery;

/// <summary>
/// Removes a damaged image with all images that the damage is in too: as long as one of them keeps the bad layer, loading the others again
/// repairs nothing. Children go first, none by force, and none at all while a container holds one of them.
/// </summary>
internal sealed class DamageRemoval(Engine engine, ImageRecovery images, RecoveryLog log)
{
    /// <returns>Whether they are gone.</returns>
    public async Task<bool> RunAsync(ImageVerification damaged, CancellationToken cancellationToken)
    {
        var group = await FindGroupAsync(damaged, cancellationToken).ConfigureAwait(false);
        foreach (var image in group)
        {
            ContainerAdvice.AddTo(
                log, NameOf(image), await engine.ContainersOfAsync(image.Id, cancellationToken).ConfigureAwait(false));
        }

        if (log.IsOpen || !await RemoveAsync(group, damaged.Id, cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        if (engine.Identity.Storage.UsesContainerd)
        {
            await CollectLayersAsync(cancellationToken).ConfigureAwait(false);
        }

        return true;
    }

    /// <summary>
    /// Has the engine let go of the layers of what was removed. A containerd store whose content is kept, such as for a save that was cut off,
    /// does so only when it next collects what nobody needs: at the removal of a container.
    /// </summary>
    private async Task CollectLayersAsync(CancellationToken cancellationToken)
    {
        foreach (var image in await engine.TryListAsync(cancellationToken).ConfigureAwait(false) ?? [])
        {
            try
            {
                var container = await ProbeContainer.CreateAsync(engine, image.ID, cancellationToken).ConfigureAwait(false);
                await container.DisposeAsync().ConfigureAwait(false);
                return;
            }
            catch (DockerApiException)
            {
                // Another image will do.
            }
        }
    }

    private static string NameOf(ImageVerification image) => ImageDescription.NameOf(image.Names, image.Id);

    /// <summary>
    /// The damaged images that have a bad layer in common with this one: on the same layers below, for only then it is the same one on disk.
    /// A layer that an intact image has too is none of the bad ones.
    /// </summary>
    private async Task<List<ImageVerification>> FindGroupAsync(ImageVerification damaged, CancellationToken cancellationToken)
    {
        var suspects = damaged.SuspectLayers.Select(layer => ChainOf(damaged.Layers, layer)).ToArray();
        var sharers = await FindSharersAsync(damaged.Id, suspects, cancellationToken).ConfigureAwait(false);
        var bad = suspects.Where(chain => !sharers.Any(sharer => sharer.IsIntact && Has(sharer.Layers, chain))).ToArray();
        return [damaged, .. sharers.Where(sharer => sharer.IsDamaged && bad.Any(chain => Has(sharer.Layers, chain)))];
    }

    private async Task<List<ImageVerification>> FindSharersAsync(string damaged, string[][] suspects, CancellationToken cancellationToken)
    {
        var sharers = new List<ImageVerification>();
        var all = await engine.Images.ListImagesAsync(new ImagesListParameters { All = true }, cancellationToken).ConfigureAwait(false);
        foreach (var id in all.Select(image => image.ID).Where(id => id != damaged).Distinct())
        {
            if (await engine.FindEvenDamagedAsync(id, cancellationToken).ConfigureAwait(false) is { } image
                && suspects.Any(chain => Has(image.Layers, chain))
                && await images.VerifyAsync(id, cancellationToken).ConfigureAwait(false) is { } sharer)
            {
                sharers.Add(sharer);
            }
        }

        return sharers;
    }

    private static bool Has(IReadOnlyList<string> layers, string[] chain) => layers.Take(chain.Length).SequenceEqual(chain);

    private static string[] ChainOf(IReadOnlyList<string> layers, string layer) =>
        [.. layers.TakeWhile(lower => lower != layer), layer];

    /// <summary>Removes what has no children until nothing is left, or nothing goes: a child that only changes settings has the same layers.</summary>
    private async Task<bool> RemoveAsync(List<ImageVerification> group, string damaged, CancellationToken cancellationToken)
    {
        var left = group.OrderByDescending(image => image.Layers.Count).ToList();
        for (var before = left.Count + 1; left.Count > 0 && left.Count < before;)
        {
            before = left.Count;
            foreach (var image in left.ToArray())
            {
                if (await TryRemoveAsync(image, cancellationToken).ConfigureAwait(false))
                {
                    left.Remove(image);
                    if (image.Id != damaged && image.Names.Count > 0)
                    {
                        log.Lost($"{NameOf(image)} shared the damage and was removed. Unless it is recovered too, pull, load or build it again.");
                    }
                }
            }
        }

        if (left.Count > 0)
        {
            log.Blocked($"{string.Join(", ", left.Select(NameOf))} cannot be removed: other images are made from it.");
        }

        return left.Count == 0;
    }

    private async Task<bool> TryRemoveAsync(ImageVerification image, CancellationToken cancellationToken)
    {
        try
        {
            await images.RemoveAsync(image.Id, image.Id, cancellationToken).ConfigureAwait(false);
            log.Done($"{NameOf(image)} was removed, since it was damaged.");
            return true;
        }
        catch (ImageHasChildrenException)
        {
            return false;
        }
        catch (ImageInUseException failure)
        {
            ContainerAdvice.AddTo(log, NameOf(image), failure.Containers);
            return false;
        }
    }
}
