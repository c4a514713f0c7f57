using Docker.DotNet.Models;
using ImageGuard.Engines;
using ImageGuard.Journal;
using ImageGuard.Model;
using ImageGuard.Operations;

namespace ImageGuard.Recovery;

/// <summary>What the recovery of one operation does to images: it finds, verifies, removes, names and makes them again.</summary>
internal sealed class ImageRecovery(
    JournalEntry entry,
    RecoveryLog log,
    IOperationJournal journal,
    OperationPipeline pipeline,
    Engine engine,
    IProgress<ImageProgress>? progress,
    ImageGuardOptions options)
{
    /// <summary>
    /// The names and IDs that a later operation has dealt with: what has become of them since is not this operation's doing, and not to be
    /// undone for its sake.
    /// </summary>
    public async Task<IReadOnlySet<string>> DealtWithSinceAsync(CancellationToken cancellationToken)
    {
        var later = await journal.ReadLaterAsync(entry.Sequence, cancellationToken).ConfigureAwait(false);
        return later.Where(other => other.State != JournalState.Started && !other.Intent.IsRecovery).SelectMany(KeysOf).ToHashSet();
    }

    public Task<ImageDescription?> FindAsync(string nameOrId, CancellationToken cancellationToken) =>
        engine.FindEvenDamagedAsync(nameOrId, cancellationToken);

    /// <summary>Verifies the content; null where the image has gone meanwhile.</summary>
    public async Task<ImageVerification?> VerifyAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            return await pipeline.RunAsync(new VerifyOperation(id, quick: false, progress), engine, cancellationToken).ConfigureAwait(false);
        }
        catch (ImageNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Removes a damaged image, and all others that the damage is in too.</summary>
    /// <returns>Whether they are gone.</returns>
    public Task<bool> RemoveDamagedAsync(ImageVerification damaged, CancellationToken cancellationToken) =>
        new DamageRemoval(engine, this, log).RunAsync(damaged, cancellationToken);

    /// <summary>Removes an image or a name, unless somebody has made it anew meanwhile.</summary>
    /// <returns>Whether it is gone.</returns>
    /// <exception cref="ImageInUseException">Containers use it.</exception>
    /// <exception cref="ImageHasChildrenException">Others are made from it.</exception>
    public async Task<bool> RemoveAsync(string nameOrId, string id, CancellationToken cancellationToken)
    {
        var start = await LastSequenceAsync(cancellationToken).ConfigureAwait(false);
        var removal = new RemoveOperation(nameOrId, noPrune: null, IsUntouchedAsync) { IsRecovery = true };
        try
        {
            var result = await pipeline.RunAsync(removal, engine, cancellationToken).ConfigureAwait(false);
            return result.Untagged.Count + result.Deleted.Count > 0;
        }
        catch (ImageNotFoundException)
        {
            return true;
        }

        async Task<bool> IsUntouchedAsync(Engine at, CancellationToken cancel)
        {
            var later = await journal.ReadLaterAsync(start, cancel).ConfigureAwait(false);
            var keys = new[] { ImageNames.KeyOf(nameOrId), id };
            if (later.Any(other => OverlapTable.ModeOf(other.Kind) == OverlapMode.Shared && KeysOf(other).Intersect(keys).Any()))
            {
                return false;
            }

            var now = await at.FindEvenDamagedAsync(nameOrId, cancel).ConfigureAwait(false);
            return now is null || now.Id == id;
        }
    }

    /// <summary>Gives an image a name.</summary>
    public async Task TagAsync(string id, string name, CancellationToken cancellationToken)
    {
        var (repository, tag) = ImageNames.Split(name, ImageOperationKind.Tag);
        var parameters = new ImageTagParameters { RepositoryName = repository, Tag = tag };
        await pipeline.RunAsync(new TagOperation(id, parameters) { IsRecovery = true }, engine, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Does the operation again, where its input is known.</summary>
    /// <returns>Whether it could be done.</returns>
    /// <exception cref="ImageGuardException">It failed.</exception>
    public async Task<bool> RepeatAsync(CancellationToken cancellationToken)
    {
        switch (entry.Kind)
        {
            case ImageOperationKind.Pull:
                await PullAsync(cancellationToken).ConfigureAwait(false);
                return true;
            case ImageOperationKind.Load when entry.Intent.Archive is { } archive:
                return await LoadAsync(archive, cancellationToken).ConfigureAwait(false);
            default:
                return false; // A tag is given by its image's ID; what the others were made from is not kept.
        }
    }

    private async Task PullAsync(CancellationToken cancellationToken)
    {
        foreach (var name in entry.Intent.Names)
        {
            var reference = ImageNames.Parse(name, ImageOperationKind.Pull);
            var parameters = new ImagesCreateParameters
            {
                FromImage = reference.Name,
                Tag = reference.Digest ?? reference.Tag,
                Platform = entry.Intent.Platform,
            };
            var pull = new PullOperation(parameters, options.RecoveryCredentials?.Invoke(name), headers: null, raw: null, progress)
            {
                IsRecovery = true,
            };
            await pipeline.RunAsync(pull, engine, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<bool> LoadAsync(ArchiveFile archive, CancellationToken cancellationToken)
    {
        if (await archive.OpenAsync(cancellationToken).ConfigureAwait(false) is not { } stream)
        {
            if (entry.Process.Machine != ProcessIdentity.Current.Machine)
            {
                log.Blocked($"Its archive {archive.Path} lies on {entry.Process.Machine}. Recover there.");
            }

            return false;
        }

        await using (stream.ConfigureAwait(false))
        {
            var load = new LoadOptions { NameForUnnamed = entry.Intent.NameForUnnamed, AllowUnnamed = entry.Intent.AllowUnnamed };
            var operation = new LoadOperation(stream, load, raw: null, progress) { IsRecovery = true };
            await pipeline.RunAsync(operation, engine, cancellationToken).ConfigureAwait(false);
            return true;
        }
    }

    private async Task<long> LastSequenceAsync(CancellationToken cancellationToken)
    {
        var later = await journal.ReadLaterAsync(entry.Sequence, cancellationToken).ConfigureAwait(false);
        return later.Count == 0 ? entry.Sequence : later[^1].Sequence;
    }

    /// <summary>A removal does not take along the parents that another image has been made from meanwhile, so what it says of itself counts.</summary>
    private static IEnumerable<string> KeysOf(JournalEntry other) =>
    [
        .. other.Result is { Deleted.Count: > 0 } ? other.Intent.Keys.Except(other.Intent.Takes) : other.Intent.Keys,
        .. other.Result is not { } result ? [] : result.Made.Keys.Concat(result.Untagged).Select(ImageNames.KeyOf),
        .. other.Result is not { } made ? [] : made.Made.Values.Concat(made.Deleted),
    ];
}
