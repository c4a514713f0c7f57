using Docker.DotNet;
using Docker.DotNet.Models;
using ImageGuard.Engines;
using ImageGuard.Housekeeping;
using ImageGuard.Model;

namespace ImageGuard.Operations;

/// <summary>Finds out which images are made from which.</summary>
internal static class ImageLineage
{
    /// <summary>The images without a name that an image was made from, the nearest first; empty where it is damaged.</summary>
    public static async Task<IReadOnlyList<string>> UnnamedParentsOfAsync(Engine engine, string id, CancellationToken cancellationToken)
    {
        try
        {
            var steps = await engine.StepsOfAsync(id, cancellationToken).ConfigureAwait(false);
            return [.. steps
                .Where(step => ImageId.IsId(step.ID) && step.ID != id)
                .TakeWhile(step => ImageDescription.RealNames(step.Tags).Length == 0)
                .Select(step => step.ID)];
        }
        catch (DockerApiException)
        {
            return [];
        }
    }

    /// <summary>
    /// The images that are made from another, where the engine does not say so: their layers begin with all of its layers, and their steps with
    /// all of its steps. The layers alone tell too little, since a step that only changes settings has those of its base, and with them all
    /// else that is made from that.
    /// </summary>
    /// <param name="engine">The engine.</param>
    /// <param name="parent">The image.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>Their names, or the IDs of those without a name.</returns>
    public static async Task<IReadOnlyList<string>> ChildrenOfAsync(
        Engine engine, ImageDescription parent, CancellationToken cancellationToken)
    {
        var children = new List<string>();
        if (parent.Layers.Count == 0)
        {
            return children;
        }

        var steps = await StepsOfAsync(engine, parent.Id, cancellationToken).ConfigureAwait(false);
        var all = await engine.Images.ListImagesAsync(new ImagesListParameters { All = true }, cancellationToken).ConfigureAwait(false);
        foreach (var id in all.Select(image => image.ID).Where(id => id != parent.Id))
        {
            if (await engine.FindAsync(id, cancellationToken).ConfigureAwait(false) is { } image
                && image.Layers.Take(parent.Layers.Count).SequenceEqual(parent.Layers)
                && await GoesOnAsync(image).ConfigureAwait(false))
            {
                children.Add(ImageDescription.NameOf(image.Names, image.Id));
            }
        }

        return children;

        // Where the engine cannot tell the steps, more layers are taken for more steps.
        async Task<bool> GoesOnAsync(ImageDescription image) =>
            steps is not null && await StepsOfAsync(engine, image.Id, cancellationToken).ConfigureAwait(false) is { } own
                ? own.GoOnFrom(steps)
                : image.Layers.Count > parent.Layers.Count;
    }

    private static async Task<BuildSteps?> StepsOfAsync(Engine engine, string id, CancellationToken cancellationToken)
    {
        try
        {
            var steps = new BuildSteps(await engine.StepsOfAsync(id, cancellationToken).ConfigureAwait(false));
            return steps.Count > 0 ? steps : null;
        }
        catch (DockerApiException)
        {
            return null; // It is damaged.
        }
    }
}
