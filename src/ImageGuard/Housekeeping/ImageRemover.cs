using ImageGuard.Engines;
using ImageGuard.Operations;

namespace ImageGuard.Housekeeping;

/// <summary>Removes one image at a time for housekeeping: what it was chosen for must still be true, and it may stay after all.</summary>
internal sealed class ImageRemover(OperationPipeline pipeline)
{
    /// <summary>How long one image is waited for. What an operation is working on is not what has to go first.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Removes an image and says why it stays, if it does. One that somebody else has removed counts as removed.</summary>
    public async Task<KeptImage?> RemoveAsync(ImageFacts image, Engine engine, CancellationToken cancellationToken)
    {
        // By ID the engine looks for children before it takes the name. One that does not leaves that to the guard, which would have to look
        // at all images each time; there an image may as well go before its children.
        var target = image.Names is [var only] && !engine.Identity.ChecksChildren ? only : image.Id;
        var removal = new RemoveOperation(target, noPrune: null, IsUnchangedAsync);
        try
        {
            var result = await pipeline.RunAsync(removal, engine, cancellationToken, Patience).ConfigureAwait(false);
            return result.Deleted.Contains(image.Id) ? null
                : result.Untagged.Count == 0 ? Keep(KeepReason.Changed, "")
                : Keep(KeepReason.HasChildren, "it has lost its name");
        }
        catch (ImageNotFoundException)
        {
            return null;
        }
        catch (ImageGuardException failure)
        {
            return Keep(ReasonOf(failure), failure.Message);
        }

        KeptImage Keep(KeepReason reason, string detail) => new(image.Id, image.Names, reason, detail);

        async Task<bool> IsUnchangedAsync(Engine at, CancellationToken cancel) =>
            await at.InspectAsync(target, cancel).ConfigureAwait(false) is not { } now
            || (now.ID == image.Id
                && VersionedMembers.LastTagged(now) == image.Tagged
                && ImageDescription.RealNames(now.RepoTags).SequenceEqual(image.Names));
    }

    private static KeepReason ReasonOf(ImageGuardException failure) => failure switch
    {
        LockTimeoutException => KeepReason.BeingWorkedOn,
        ImageInUseException => KeepReason.InUse,
        ImageHasChildrenException => KeepReason.HasChildren,
        _ => KeepReason.Refused,
    };
}
