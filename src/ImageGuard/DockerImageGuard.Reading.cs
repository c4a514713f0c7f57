using Docker.DotNet.Models;
using ImageGuard.Engines;
using ImageGuard.Operations;

namespace ImageGuard;

/// <content>Operations that read images: they share with one another and with those that create.</content>
public sealed partial class DockerImageGuard
{
    /// <summary>Writes images to a stream as one archive, and checks on the way that it is whole.</summary>
    /// <param name="images">
    /// Names, or IDs, which are replaced by the images' names: an archive by ID would hold no name (S8).
    /// </param>
    /// <param name="destination">Where to write; what is in it after an exception is no archive.</param>
    /// <param name="progress">Is told how far it is.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">No image is named.</exception>
    /// <exception cref="ImageNotFoundException">There is no such image.</exception>
    /// <exception cref="UnnamedImageException">An ID belongs to an image without a name.</exception>
    /// <exception cref="ImageArchiveException">The engine sent an incomplete archive.</exception>
    /// <exception cref="CorruptImageException">The image is damaged.</exception>
    public Task<SaveResult> SaveAsync(
        IEnumerable<string> images,
        Stream destination,
        IProgress<ImageProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        var list = images.ToArray();
        return list.Length == 0
            ? throw new ArgumentException("At least one image has to be named.", nameof(images))
            : RunAsync(new SaveOperation(list, destination, progress), cancellationToken);
    }

    /// <summary>
    /// Writes images to a file as one archive. The file appears under its name when it is complete, checked and on disk; until then, and
    /// after a failure, a former file of that name stays as it was.
    /// </summary>
    /// <param name="images">Names, or IDs, which are replaced by the images' names.</param>
    /// <param name="path">The file.</param>
    /// <param name="progress">Is told how far it is.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">No image is named.</exception>
    /// <exception cref="ImageNotFoundException">There is no such image.</exception>
    /// <exception cref="UnnamedImageException">An ID belongs to an image without a name.</exception>
    /// <exception cref="ImageArchiveException">The engine sent an incomplete archive.</exception>
    /// <exception cref="CorruptImageException">The image is damaged.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public async Task<SaveResult> SaveAsync(
        IEnumerable<string> images,
        string path,
        IProgress<ImageProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        var temporary = $"{path}.{Guid.NewGuid():n}.partial";
        try
        {
            SaveResult result;
            var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None);
            await using (file.ConfigureAwait(false))
            {
                result = await SaveAsync(images, file, progress, cancellationToken).ConfigureAwait(false);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
            return result;
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>
    /// Verifies that the content of an image on the engine's disk is that of its layers, not only that the image is there: after a power
    /// cut an image can be listed whose files are empty (S2, S7).
    /// </summary>
    /// <param name="image">Name or ID.</param>
    /// <param name="options">How thoroughly; null for the defaults.</param>
    /// <param name="progress">Is told how far it is.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <remarks>
    /// The engine mounts the image for a container that is never started: its name begins with <c>imageguard-verify-</c>, it has the label
    /// <c>imageguard.verify</c>, and it is removed at once or, where the process was killed, by the next verification.
    /// </remarks>
    /// <exception cref="ImageNotFoundException">There is no such image.</exception>
    /// <exception cref="ImageArchiveException">The engine sent an incomplete archive, for a reason that says nothing of the image.</exception>
    public Task<ImageVerification> VerifyAsync(
        string image,
        VerifyOptions? options = null,
        IProgress<ImageProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(image);
        return RunAsync(new VerifyOperation(image, options?.Quick ?? false, progress), cancellationToken);
    }

    /// <summary>Sends an image to its registry.</summary>
    /// <param name="image">Its name, which includes the registry's; without a tag it is <c>latest</c>, never all tags.</param>
    /// <param name="credentials">For the registry.</param>
    /// <param name="progress">Is told how far it is.</param>
    /// <param name="cancellationToken">Ends the call; the engine then stops too.</param>
    /// <exception cref="RegistryException">The registry cannot be reached.</exception>
    public Task PushAsync(
        string image,
        AuthConfig? credentials = null,
        IProgress<ImageProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        var (repository, tag) = ImageNames.Split(image, Model.ImageOperationKind.Push);
        return RunAsync(
            new PushOperation(repository, new ImagePushParameters { Tag = tag }, credentials, raw: null, progress), cancellationToken);
    }

    /// <summary>Lists the images (S10).</summary>
    /// <param name="all">Whether intermediate images of builds are listed too.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<IReadOnlyList<ImageSummary>> ListAsync(bool all = false, CancellationToken cancellationToken = default)
    {
        var images = await _client.Images.ListImagesAsync(new ImagesListParameters { All = all }, cancellationToken).ConfigureAwait(false);
        return images.Select(ImageSummary.From).ToArray();
    }

    /// <summary>Describes an image.</summary>
    /// <param name="image">Name or ID.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ImageNotFoundException">There is no such image.</exception>
    public async Task<ImageDescription> InspectAsync(string image, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(image);
        return await FindAsync(image, cancellationToken).ConfigureAwait(false)
            ?? throw new ImageNotFoundException(
                new ImageFailure(FailureKind.NotFound, Model.ImageOperationKind.Inspect, image));
    }

    /// <summary>Looks up several names.</summary>
    /// <param name="images">Names or IDs.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Those that no image has, in the order given; empty where all exist.</returns>
    public async Task<IReadOnlyList<string>> FindMissingAsync(IEnumerable<string> images, CancellationToken cancellationToken = default)
    {
        var missing = new List<string>();
        foreach (var image in images)
        {
            if (await FindAsync(image, cancellationToken).ConfigureAwait(false) is null)
            {
                missing.Add(image);
            }
        }

        return missing;
    }

    private async Task<ImageDescription?> FindAsync(string image, CancellationToken cancellationToken)
    {
        var session = await OpenAsync(cancellationToken).ConfigureAwait(false);
        return await new Engine(_client, session.Identity).FindAsync(image, cancellationToken).ConfigureAwait(false);
    }
}
