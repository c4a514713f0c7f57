using Docker.DotNet.Models;
using ImageGuard.Model;
using ImageGuard.Operations;

namespace ImageGuard;

/// <content>Operations that create images (S0).</content>
public sealed partial class DockerImageGuard
{
    /// <summary>Pulls an image and makes sure that it is there.</summary>
    /// <param name="image">Its name; without a tag it is <c>latest</c>, never all tags.</param>
    /// <param name="options">Credentials and platform.</param>
    /// <param name="progress">Is told how far it is.</param>
    /// <param name="cancellationToken">Ends the call; the engine then stops too.</param>
    /// <exception cref="ImageNotFoundException">The registry has no such image.</exception>
    /// <exception cref="RegistryException">The registry cannot be reached, or sent something else than its digest says.</exception>
    /// <exception cref="ImageGuardException">The engine has kept a part of it only (<see cref="FailureKind.NotKept"/>).</exception>
    public async Task<ImageDescription> PullAsync(
        string image,
        PullOptions? options = null,
        IProgress<ImageProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        var (repository, tag) = ImageNames.Split(image, ImageOperationKind.Pull);
        var parameters = new ImagesCreateParameters { FromImage = repository, Tag = tag, Platform = options?.Platform };
        var pull = new PullOperation(parameters, options?.Credentials, headers: null, raw: null, progress);
        return (await RunAsync(pull, cancellationToken).ConfigureAwait(false))!;
    }

    /// <summary>Loads an archive of images; one that can be read ahead is checked before it is sent.</summary>
    /// <param name="archive">The archive, plain or compressed, from its position on. It stays open.</param>
    /// <param name="options">What becomes of images without a name.</param>
    /// <param name="progress">Is told how far it is.</param>
    /// <param name="cancellationToken">Ends the call. An engine that has the whole archive finishes all the same.</param>
    /// <exception cref="ImageArchiveException">The archive is damaged or incomplete.</exception>
    /// <exception cref="UnnamedImageException">It holds an image without a name, and none was given (S8).</exception>
    public Task<LoadResult> LoadAsync(
        Stream archive,
        LoadOptions? options = null,
        IProgress<ImageProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(archive);
        return RunAsync(new LoadOperation(archive, options ?? new LoadOptions(), raw: null, progress), cancellationToken);
    }

    /// <summary>Loads an archive of images from a file; see the overload for a stream.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">What becomes of images without a name.</param>
    /// <param name="progress">Is told how far it is.</param>
    /// <param name="cancellationToken">Ends the call. An engine that has the whole archive finishes all the same.</param>
    /// <exception cref="ImageArchiveException">The archive is damaged or incomplete.</exception>
    /// <exception cref="UnnamedImageException">It holds an image without a name, and none was given (S8).</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public async Task<LoadResult> LoadAsync(
        string path,
        LoadOptions? options = null,
        IProgress<ImageProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        var archive = File.OpenRead(path);
        await using (archive.ConfigureAwait(false))
        {
            return await LoadAsync(archive, options, progress, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Builds an image with the engine's own builder. Builds that set the same tag or, unless
    /// <see cref="ImageGuardOptions.BuildsMayShareBase"/>, start from the same base run one after the other (S4).
    /// </summary>
    /// <param name="context">
    /// The context as a tar archive. Where it can seek, the guard looks up the bases in its Dockerfile; else no image at all is removed by
    /// name during the build.
    /// </param>
    /// <param name="parameters">How to build; at least one tag is needed.</param>
    /// <param name="credentials">For the registries that the bases come from.</param>
    /// <param name="progress">Is told how far it is.</param>
    /// <param name="cancellationToken">Ends the call; the engine then stops too, and may leave an unnamed image.</param>
    /// <exception cref="ArgumentException">There is no tag: the image would be unnamed (S5).</exception>
    public async Task<ImageDescription> BuildAsync(
        Stream context,
        ImageBuildParameters parameters,
        IEnumerable<AuthConfig>? credentials = null,
        IProgress<ImageProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(parameters);
        if (parameters.Tags is not { Count: > 0 })
        {
            throw new ArgumentException("A build without a tag makes an unnamed image. Name it with parameters.Tags.", nameof(parameters));
        }

        var build = new BuildOperation(
            parameters, context, credentials, headers: null, raw: null, progress, Options.BuildsMayShareBase);
        return (await RunAsync(build, cancellationToken).ConfigureAwait(false))!;
    }

    /// <summary>Makes an image from a container.</summary>
    /// <param name="container">The container's name or ID.</param>
    /// <param name="image">The new image's name; without a tag it is <c>latest</c>.</param>
    /// <param name="options">Author, comment and changes.</param>
    /// <param name="cancellationToken">Ends the call; most engines finish all the same.</param>
    /// <returns>The new image's ID.</returns>
    public async Task<string> CommitAsync(
        string container, string image, CommitOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(container);
        var (repository, tag) = ImageNames.Split(image, ImageOperationKind.Commit);
        var parameters = new CommitContainerChangesParameters
        {
            ContainerID = container,
            RepositoryName = repository,
            Tag = tag,
            Author = options?.Author,
            Comment = options?.Comment,
            Changes = options?.Changes.ToList(),
        };
        return (await RunAsync(new CommitOperation(parameters), cancellationToken).ConfigureAwait(false)).ID;
    }

    /// <summary>Makes an image from the archive of a file system.</summary>
    /// <param name="archive">The archive, plain or compressed, from its position on. It stays open.</param>
    /// <param name="image">The new image's name; without a tag it is <c>latest</c>.</param>
    /// <param name="options">Message, changes and platform.</param>
    /// <param name="progress">Is told how far it is.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ImageArchiveException">The archive is damaged.</exception>
    public async Task<ImageDescription> ImportAsync(
        Stream archive,
        string image,
        ImportOptions? options = null,
        IProgress<ImageProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(archive);
        var (repository, tag) = ImageNames.Split(image, ImageOperationKind.Import);
        var parameters = new ImagesCreateParameters
        {
            Repo = repository,
            Tag = tag,
            Message = options?.Message,
            Changes = options?.Changes.ToList(),
            Platform = options?.Platform,
        };
        var import = new ImportOperation(parameters, archive, credentials: null, headers: null, raw: null, progress);
        return (await RunAsync(import, cancellationToken).ConfigureAwait(false))!;
    }

    /// <summary>Gives an image a further name. If another image has that name, it loses it, and may be left without any (S5).</summary>
    /// <param name="image">Name or ID.</param>
    /// <param name="newName">The further name; without a tag it is <c>latest</c>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ImageNotFoundException">There is no such image.</exception>
    public Task TagAsync(string image, string newName, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(image);
        var (repository, tag) = ImageNames.Split(newName, ImageOperationKind.Tag);
        return RunAsync(
            new TagOperation(image, new ImageTagParameters { RepositoryName = repository, Tag = tag }), cancellationToken);
    }
}
