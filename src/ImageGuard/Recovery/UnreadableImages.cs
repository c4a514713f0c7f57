using ImageGuard.Engines;
using ImageGuard.Operations;

namespace ImageGuard.Recovery;

/// <summary>
/// Removes images whose configuration a power cut has taken. A containerd store writes an image down before the file name of the last part of
/// its content is on disk; if that is the configuration, it then fails to list any image.
/// </summary>
/// <param name="names">The names that may stand for such an image.</param>
/// <param name="pipeline">Runs what it does.</param>
/// <param name="engine">The engine.</param>
internal sealed class UnreadableImages(IEnumerable<string> names, OperationPipeline pipeline, Engine engine)
{
    private bool _isDone;

    /// <summary>Removes them, the first time.</summary>
    /// <exception cref="ImageGuardException">They cannot be removed.</exception>
    public async Task RemoveAsync(RecoveryLog log, CancellationToken cancellationToken)
    {
        if (_isDone)
        {
            return;
        }

        if (engine.Identity.Storage.UsesContainerd && await engine.TryListAsync(cancellationToken).ConfigureAwait(false) is null)
        {
            log.Found("The engine could not list its images, since the configuration of one was lost.");
            foreach (var name in names)
            {
                if (await engine.FindEvenDamagedAsync(name, cancellationToken).ConfigureAwait(false) is null)
                {
                    await RemoveAsync(name, log, cancellationToken).ConfigureAwait(false);
                }
            }

            if (await engine.TryListAsync(cancellationToken).ConfigureAwait(false) is null)
            {
                await pipeline.RunAsync(new PruneOperation(parameters: null, ReadableAsync) { IsRecovery = true }, engine, cancellationToken)
                    .ConfigureAwait(false);
                log.Done("The unnamed images that it could not read were removed, and with them the steps that builds had kept for later ones.");
            }
        }

        _isDone = true;
    }

    private async Task RemoveAsync(string name, RecoveryLog log, CancellationToken cancellationToken)
    {
        try
        {
            await pipeline.RunAsync(new RemoveOperation(name, noPrune: null) { IsRecovery = true }, engine, cancellationToken).ConfigureAwait(false);
            log.Done($"{name}, whose configuration was lost, was removed.");
        }
        catch (ImageNotFoundException)
        {
            // It stands for nothing.
        }
    }

    /// <summary>
    /// The unnamed images that the engine can read. The engine does not tell which it cannot, but asked for those that were made before or after
    /// another image it leaves out what it cannot read.
    /// </summary>
    private static async Task<IReadOnlyCollection<string>> ReadableAsync(Engine engine, CancellationToken cancellationToken)
    {
        var named = await engine.ListAsync(cancellationToken, ("dangling", "false")).ConfigureAwait(false);
        var marks = named.DistinctBy(image => image.Created).Take(2); // What was made at the same time as the one was made before or after the other.
        var readable = new HashSet<string>();
        foreach (var mark in marks)
        {
            foreach (var side in new[] { "before", "since" })
            {
                readable.UnionWith((await engine.ListAsync(cancellationToken, ("dangling", "true"), (side, mark.ID)).ConfigureAwait(false)).Select(image => image.ID));
            }
        }

        return readable;
    }
}
