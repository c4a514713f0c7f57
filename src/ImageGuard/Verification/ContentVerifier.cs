using System.Diagnostics;
using System.Net;
using Docker.DotNet;
using ImageGuard.Archives;
using ImageGuard.Engines;
using ImageGuard.Failures;
using ImageGuard.Model;

namespace ImageGuard.Verification;

/// <summary>
/// Compares what the engine has of an image with the digests of its layers. The caller holds locks that keep the image from being removed.
/// </summary>
/// <remarks>
/// Docker's classic store makes the archive of a save from the files that containers see, and checks each of them, so the archive tells
/// all but whether the layers can be mounted. A containerd store saves the layers as they were received, which are whole when the files
/// made of them are not: there the files of a container are compared with the layers. Podman is treated alike.
/// </remarks>
/// <param name="engine">Where the image is.</param>
/// <param name="progress">Who wants to know how far it is.</param>
internal sealed class ContentVerifier(Engine engine, IProgress<ImageProgress>? progress)
{
    private const string LayersNotKept =
        "the engine has not kept the layers as it received them, so there is nothing to compare the files with; to be sure, remove the image and all "
        + "that share its layers, without force, and pull or load them again";

    private long _bytes;

    /// <summary>Verifies an image.</summary>
    /// <param name="image">The image.</param>
    /// <param name="quick">Whether sizes are compared, not contents, where the guard compares files.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="DockerApiException">The engine failed in a way that says nothing of the image.</exception>
    /// <exception cref="ImageArchiveException">The engine sent an incomplete archive, for a reason that says nothing of the image.</exception>
    public async Task<ImageVerification> VerifyAsync(ImageDescription image, bool quick, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        _bytes = 0;
        var damage = await FindDamageAsync(image, quick, cancellationToken).ConfigureAwait(false);
        return new ImageVerification(image.Id, image.Names, image.Layers, damage ?? [], _bytes, clock.Elapsed)
        {
            NotComparable = damage is null ? LayersNotKept : null,
        };
    }

    /// <returns>What is wrong; null where there is nothing to compare with.</returns>
    private async Task<IReadOnlyList<ImageDamage>?> FindDamageAsync(ImageDescription image, bool quick, CancellationToken cancellationToken)
    {
        var comparesFiles = !engine.Identity.SaveReadsFiles;
        try
        {
            await engine.InspectAsync(image.Id, cancellationToken).ConfigureAwait(false); // Fails where the engine cannot find its layers.
            var reader = new LayerReader(readsFiles: comparesFiles, readsContents: !quick);
            if (await ReadLayersAsync(reader, image, cancellationToken).ConfigureAwait(false) is not { } layers)
            {
                var probe = await ProbeContainer.CreateAsync(engine, image.Id, cancellationToken).ConfigureAwait(false);
                await probe.DisposeAsync().ConfigureAwait(false);
                return null;
            }

            var missing = image.Layers.Where(layer => !layers.ContainsKey(layer)).Distinct().ToArray();
            if (missing.Length > 0)
            {
                return [.. missing.Select(layer => new ImageDamage(layer, ["its content does not match its digest"]))];
            }

            var container = await ProbeContainer.CreateAsync(engine, image.Id, cancellationToken).ConfigureAwait(false);
            await using (container.ConfigureAwait(false))
            {
                return comparesFiles ? await CompareAsync(reader, container, image, layers, cancellationToken).ConfigureAwait(false) : [];
            }
        }
        catch (Exception failure) when (WordsOfDamage(failure) is not null)
        {
            // A part of the image that is gone is damage, unless all of it is: somebody has removed it without the guard.
            if (await engine.FindEvenDamagedAsync(image.Id, cancellationToken).ConfigureAwait(false) is null)
            {
                throw;
            }

            return [new ImageDamage(Layer: null, [WordsOfDamage(failure)!])];
        }
    }

    private static string? WordsOfDamage(Exception failure) => failure switch
    {
        DockerApiException answer when IsDamage(FailureTable.Classify(answer)) => EngineMessage.Of(answer),
        CorruptImageException corrupt => corrupt.Failure.EngineMessage,
        _ => null,
    };

    private static bool IsDamage(FailureKind kind) => kind is FailureKind.CorruptImage or FailureKind.LostRace;

    /// <summary>The files of each layer, by the digest of its content; null where the engine has not kept what it received.</summary>
    private async Task<Dictionary<string, IReadOnlyList<LayerFile>>?> ReadLayersAsync(
        LayerReader reader, ImageDescription image, CancellationToken cancellationToken)
    {
        var archive = new ImageArchive();
        IReadOnlyList<LayerReader.Layer> layers = [];
        string? unreadable = null;
        var saved = await engine.Images.SaveImagesAsync([image.Id], cancellationToken).ConfigureAwait(false);
        await using (saved.ConfigureAwait(false))
        {
            var watched = new ObservedStream(saved, bytes =>
            {
                archive.Scanner.Scan(bytes);
                Count(bytes.Length);
            });
            try
            {
                layers = await reader.ReadImageAsync(watched, cancellationToken).ConfigureAwait(false);
            }
            catch (InvalidDataException failure)
            {
                unreadable = failure.Message;
                await watched.CopyToAsync(Stream.Null, cancellationToken).ConfigureAwait(false); // An error of the engine stands at its end.
            }
        }

        if (!engine.Identity.SaveReadsFiles && archive.Scanner.Problem is null && archive.Problems().Count > 0)
        {
            return null;
        }

        ThrowIfIncomplete(archive, unreadable, image);
        return layers.GroupBy(layer => layer.DiffId).ToDictionary(same => same.Key, same => same.First().Files);
    }

    /// <summary>
    /// An archive with an error of the engine in it, or a whole one with a part that is missing or cannot be read, is damage; one that is cut
    /// off is not.
    /// </summary>
    private static void ThrowIfIncomplete(ImageArchive archive, string? unreadable, ImageDescription image)
    {
        var problems = archive.Problems();
        var damage = archive.Scanner.Problem is null
            ? problems.Count > 0 ? string.Join("; ", problems) : unreadable
            : archive.EngineError is { } words && IsDamage(FailureTable.Classify(HttpStatusCode.OK, words)) ? words : null;
        if (damage is not null)
        {
            throw new CorruptImageException(Failure(FailureKind.CorruptImage, image, damage));
        }

        if (problems.Count > 0)
        {
            throw new ImageArchiveException(Failure(FailureKind.CorruptArchive, image, archive.EngineError), problems);
        }
    }

    private async Task<IReadOnlyList<ImageDamage>> CompareAsync(
        LayerReader reader,
        ProbeContainer container,
        ImageDescription image,
        Dictionary<string, IReadOnlyList<LayerFile>> layers,
        CancellationToken cancellationToken)
    {
        var (expected, actual) = (new FileTree(), new FileTree());
        for (var layer = 0; layer < image.Layers.Count; layer++)
        {
            expected.Apply(layer, layers[image.Layers[layer]]);
        }

        var exported = await container.ExportAsync(cancellationToken).ConfigureAwait(false);
        await using (exported.ConfigureAwait(false))
        {
            try
            {
                var watched = new ObservedStream(exported, bytes => Count(bytes.Length));
                actual.Apply(layer: 0, await reader.ReadFilesAsync(watched, cancellationToken).ConfigureAwait(false));
            }
            catch (InvalidDataException failure)
            {
                throw new ImageArchiveException(
                    Failure(FailureKind.CorruptArchive, image), [$"the files of a container cannot be read: {failure.Message}"], failure);
            }
        }

        return FileComparison.Compare(expected, actual)
            .GroupBy(difference => difference.Layer, difference => difference.Problem)
            .OrderBy(group => group.Key)
            .Select(group => new ImageDamage(image.Layers[group.Key], Shorten([.. group])))
            .ToArray();
    }

    private static string[] Shorten(string[] problems) => problems.Length <= ImageDamage.MostProblems
        ? problems
        : [.. problems.Take(ImageDamage.MostProblems), $"and {problems.Length - ImageDamage.MostProblems} more"];

    private static ImageFailure Failure(FailureKind kind, ImageDescription image, string? words = null) =>
        new(kind, ImageOperationKind.Save, ImageDescription.NameOf(image.Names, image.Id), words);

    private void Count(int read)
    {
        _bytes += read;
        progress?.Report(new ImageProgress(ImageOperationKind.Save, "Verifying", Layer: null, _bytes, Total: null));
    }
}
