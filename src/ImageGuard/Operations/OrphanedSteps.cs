using Docker.DotNet;
using ImageGuard.Engines;
using ImageGuard.Housekeeping;

namespace ImageGuard.Operations;

/// <summary>
/// Finds the steps of builds that have no parent although they were made from another image: the removal of that one came between the moment
/// at which the build found it in the cache and the one at which the engine wrote it down as the new step's parent. The build fails by that,
/// and the step stays: it has no name, and no cache leads to it any more.
/// </summary>
/// <remarks>Docker's containerd store writes the parent down together with the step, and Podman none.</remarks>
internal static class OrphanedSteps
{
    /// <summary>Finds them.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="start">Older ones are left alone; by this machine's clock.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>Their IDs. While builds run, one may be among them whose parent is just being written down.</returns>
    public static async Task<IReadOnlyList<string>> FindAsync(Engine engine, DateTimeOffset start, CancellationToken cancellationToken)
    {
        if (!engine.Identity.ChecksChildren)
        {
            return [];
        }

        var found = new List<string>();
        foreach (var listed in await engine.ListUnnamedAsync(cancellationToken).ConfigureAwait(false))
        {
            var image = new NamelessImage(listed, engine);
            if (!image.HasParent && image.IsNewerThan(start) && await WasMadeFromAnotherAsync(image, cancellationToken).ConfigureAwait(false))
            {
                found.Add(image.Id);
            }
        }

        return found;
    }

    private static async Task<bool> WasMadeFromAnotherAsync(NamelessImage image, CancellationToken cancellationToken)
    {
        try
        {
            return await image.StepsOfNeverNamedAsync(cancellationToken).ConfigureAwait(false) is { EndsInBuild: true, Count: > 1 };
        }
        catch (DockerApiException)
        {
            return false; // It is damaged, which is not what is looked for.
        }
    }
}
