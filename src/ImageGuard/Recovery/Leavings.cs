using Docker.DotNet;
using Docker.DotNet.Models;
using ImageGuard.Engines;
using ImageGuard.Failures;
using ImageGuard.Housekeeping;
using ImageGuard.Journal;
using ImageGuard.Model;
using ImageGuard.Operations;

namespace ImageGuard.Recovery;

/// <summary>
/// Removes the unnamed images that a build, a commit or an import left which did not come to its end: of a build those of its finished steps
/// and those that it had found in the cache, if the images that were made from them have gone meanwhile.
/// </summary>
/// <remarks>
/// After a power cut the engine may not know any more what such an image was made from, so the time tells too. An image that once had a
/// name, that was made in another way, that a later operation has made, or that was there without a name before, is none of them. A
/// containerd store does not tell whether an image once had a name, so there none is that is older than the operation.
/// </remarks>
internal sealed class Leavings(JournalEntry entry, RecoveryLog log, ImageRecovery images, Engine engine)
{
    private readonly HashSet<string> _kept = [.. entry.Intent.Unnamed, .. entry.Intent.Before.Values];

    /// <summary>Removes them.</summary>
    public async Task RemoveAsync(CancellationToken cancellationToken)
    {
        if (entry.Kind is not (ImageOperationKind.Build or ImageOperationKind.Commit or ImageOperationKind.Import))
        {
            return;
        }

        foreach (var name in entry.Intent.Names)
        {
            await RemoveContainersOfStepsBelowAsync(name, cancellationToken).ConfigureAwait(false);
        }

        // One that goes may leave behind what it was made from.
        _kept.UnionWith(await images.DealtWithSinceAsync(cancellationToken).ConfigureAwait(false));
        while (await FindAsync(cancellationToken).ConfigureAwait(false) is { } leaving)
        {
            _kept.Add(leaving);
            await RemoveAsync(leaving, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task RemoveAsync(string id, CancellationToken cancellationToken)
    {
        await RemoveContainersOfStepsAsync(id, cancellationToken).ConfigureAwait(false);
        try
        {
            if (await images.RemoveAsync(id, id, cancellationToken).ConfigureAwait(false))
            {
                log.Done($"{id}, which it left without a name, was removed.");
            }
        }
        catch (ImageInUseException failure)
        {
            ContainerAdvice.AddTo(log, id, failure.Containers);
        }
        catch (ImageHasChildrenException)
        {
            // Another build goes on from it.
        }
    }

    /// <summary>A power cut brings back the containers of a build that was carried out, too: they keep its steps when the image goes.</summary>
    private async Task RemoveContainersOfStepsBelowAsync(string name, CancellationToken cancellationToken)
    {
        if (await images.FindAsync(name, cancellationToken).ConfigureAwait(false) is { } image)
        {
            foreach (var step in await ImageLineage.UnnamedParentsOfAsync(engine, image.Id, cancellationToken).ConfigureAwait(false))
            {
                await RemoveContainersOfStepsAsync(step, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>The engine makes a container for each step of a build, of the image of the step before, which has only its ID.</summary>
    private async Task RemoveContainersOfStepsAsync(string id, CancellationToken cancellationToken)
    {
        if (entry.Kind != ImageOperationKind.Build)
        {
            return;
        }

        foreach (var container in await engine.ContainersOfAsync(id, cancellationToken).ConfigureAwait(false))
        {
            var given = container.IsRunning ? null : await engine.ImageGivenToAsync(container.Id, cancellationToken).ConfigureAwait(false);
            if (given is not null && ImageId.IsId(given))
            {
                var parameters = new ContainerRemoveParameters { RemoveVolumes = true };
                await engine.Containers.RemoveContainerAsync(container.Id, parameters, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<string?> FindAsync(CancellationToken cancellationToken)
    {
        foreach (var image in await engine.ListUnnamedAsync(cancellationToken).ConfigureAwait(false))
        {
            if (!_kept.Contains(image.ID) && await IsLeavingAsync(new NamelessImage(image, engine), cancellationToken).ConfigureAwait(false))
            {
                return image.ID;
            }
        }

        return null;
    }

    private async Task<bool> IsLeavingAsync(NamelessImage image, CancellationToken cancellationToken)
    {
        var isNew = image.IsNewerThan(entry.Began);
        try
        {
            return await image.StepsOfNeverNamedAsync(cancellationToken).ConfigureAwait(false) is { } steps && entry.Kind switch
            {
                _ when steps.Count == 0 => isNew, // A containerd store tells them only of what it has unpacked.
                ImageOperationKind.Build => steps.EndsInBuild && (isNew || (image.HasParent && engine.Identity.ChecksChildren)),
                ImageOperationKind.Import => isNew && steps.EndsInImport,
                _ => isNew && !steps.EndsInBuild && !steps.EndsInImport,
            };
        }
        catch (DockerApiException failure) when (FailureTable.Classify(failure) == FailureKind.CorruptImage)
        {
            return isNew; // It is damaged so much that the engine cannot tell more of it.
        }
    }
}
