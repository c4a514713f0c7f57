using ImageGuard.Journal;
using ImageGuard.Model;
using ImageGuard.Operations;

namespace ImageGuard.Recovery;

/// <summary>
/// Recovers a removal: what came back goes again, also the unnamed parents that the engine removed along. A prune that was interrupted is
/// left as it is: what it had not removed yet was there before.
/// </summary>
internal sealed class RemovalRecovery(JournalEntry entry, RecoveryLog log, ImageRecovery images)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var dealtWith = await images.DealtWithSinceAsync(cancellationToken).ConfigureAwait(false);
        var gone = entry.Intent.Takes.Concat(entry.Result?.Deleted ?? []).Distinct().Where(id => !dealtWith.Contains(id)).ToArray();
        var names = entry.Intent.Names.Concat(entry.Result?.Untagged ?? [])
            .Where(name => !dealtWith.Contains(ImageNames.KeyOf(name)))
            .DistinctBy(ImageNames.KeyOf)
            .ToArray();
        var isBack = false;
        foreach (var name in names)
        {
            if (await images.FindAsync(name, cancellationToken).ConfigureAwait(false) is { } image
                && (image.Id == entry.Intent.Before.GetValueOrDefault(name) || gone.Contains(image.Id)))
            {
                isBack = true;
                await RemoveAsync(name, image.Id, cancellationToken).ConfigureAwait(false);
            }
        }

        foreach (var (digest, id) in await FindDigestsAsync(names, cancellationToken).ConfigureAwait(false))
        {
            isBack = true;
            await RemoveAsync(digest, id, cancellationToken).ConfigureAwait(false);
        }

        foreach (var id in gone)
        {
            if (await images.FindAsync(id, cancellationToken).ConfigureAwait(false) is { Names.Count: 0 } image && image.Id == id)
            {
                isBack = true;
                await RemoveAsync(id, id, cancellationToken).ConfigureAwait(false);
            }
        }

        if (!isBack)
        {
            log.Found("What it removed is gone.");
        }
    }

    /// <summary>
    /// The names by digest that images still have from a repository whose tags are gone. The engine takes them away after the last tag, and a
    /// power cut may come between; later they would keep the image when its other names go, and nobody would see them.
    /// </summary>
    private async Task<IReadOnlyList<(string Digest, string Id)>> FindDigestsAsync(
        IEnumerable<string> names, CancellationToken cancellationToken)
    {
        var found = new List<(string, string)>();
        foreach (var name in names.Where(name => !ImageId.IsId(name)))
        {
            if (entry.Intent.Before.GetValueOrDefault(name) is { } id
                && await images.FindAsync(id, cancellationToken).ConfigureAwait(false) is { } image
                && !image.Names.Any(other => HaveOneRepository(name, other)))
            {
                found.AddRange(image.Digests.Where(digest => HaveOneRepository(name, digest)).Select(digest => (digest, id)));
            }
        }

        return found;
    }

    private static bool HaveOneRepository(string name, string other) =>
        ImageReference.TryParse(name, out var first) && ImageReference.TryParse(other, out var second) && first.Name == second.Name;

    private async Task RemoveAsync(string nameOrId, string id, CancellationToken cancellationToken)
    {
        log.Found($"{nameOrId} is there.");
        try
        {
            if (await images.RemoveAsync(nameOrId, id, cancellationToken).ConfigureAwait(false))
            {
                log.Done($"{nameOrId} was removed.");
            }
        }
        catch (ImageInUseException failure)
        {
            ContainerAdvice.AddTo(log, nameOrId, failure.Containers);
        }
        catch (ImageHasChildrenException)
        {
            log.Found($"Other images are made from {nameOrId}, so it stays."); // They are not what was removed.
        }
    }
}
