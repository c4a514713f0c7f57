using Docker.DotNet;
using ImageGuard.Engines;
using ImageGuard.Failures;
using ImageGuard.Journal;
using ImageGuard.Locks;
using ImageGuard.Model;

namespace ImageGuard.Operations;

/// <summary>
/// One run of one operation: what it will touch, what it is about to do, the call, the check of its result, and how to tell afterwards
/// whether it happened. The <see cref="OperationPipeline"/> calls the members in that order; the locks are held from the second on.
/// </summary>
internal abstract class GuardedOperation(ImageOperationKind kind)
{
    public ImageOperationKind Kind { get; } = kind;

    /// <summary>Whether it is a part of a recovery, which sees to it itself if it is cut off.</summary>
    public bool IsRecovery { get; init; }

    /// <summary>The images as the caller named them.</summary>
    public abstract IReadOnlyList<string> Images { get; }

    /// <summary><see cref="Images"/> in one text for messages, or null where there are none.</summary>
    public string? ImageText => ImageFailure.TextOf(Images);

    /// <summary>Whether it may be called a second time: everything that it reads can be read again.</summary>
    public virtual bool CanRepeat => true;

    /// <summary>
    /// What it will touch, without asking the engine; null where that cannot be told. It is enough as long as nobody works on an image by
    /// its ID, which <see cref="ImageFootprint.HasUnknownIds"/> sees to.
    /// </summary>
    public virtual ImageFootprint? FootprintByName => null;

    /// <summary>Finds out what it will touch, and refuses what needs no lock to be refused.</summary>
    public abstract ValueTask<ImageFootprint> PlanAsync(Engine engine, CancellationToken cancellationToken);

    /// <summary>What it is about to do, for the journal; null where that changes no image.</summary>
    public virtual ValueTask<OperationIntent?> DescribeAsync(Engine engine, CancellationToken cancellationToken) => new((OperationIntent?)null);

    /// <summary>Calls the engine and turns what it reports within its answer into exceptions.</summary>
    public abstract Task CallAsync(Engine engine, CancellationToken cancellationToken);

    /// <summary>The IDs of the unnamed images that an attempt has left which lost a race, and which nobody can want.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="start">When the attempt began, by this machine's clock.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public virtual ValueTask<IReadOnlyList<string>> FindRemainsAsync(
        Engine engine, DateTimeOffset start, CancellationToken cancellationToken) => new([]);

    /// <summary>What it has done, once that is checked; null where nobody knows.</summary>
    public virtual OperationResult? Result => null;

    /// <summary>Adds to a failure what the engine did not say.</summary>
    public virtual ValueTask<ImageGuardException> ExplainAsync(Engine engine, ImageGuardException failure) => new(failure);

    /// <summary>How to tell whether the engine carried it out after the call broke off; null where that changes no image.</summary>
    public abstract Settlement? Settlement { get; }

    /// <summary><see cref="Images"/> as they are locked and compared.</summary>
    protected string[] ImageKeys => Images.Select(ImageNames.KeyOf).ToArray();

    /// <summary>Finds an image that must be there, since the engine said so.</summary>
    /// <param name="engine">Where to look.</param>
    /// <param name="image">As a failure shall name it; null where it has no name.</param>
    /// <param name="id">Its ID, for that case.</param>
    /// <exception cref="ImageLostException">It is not there.</exception>
    protected async Task<ImageDescription> RequireAsync(Engine engine, string? image, string? id = null) =>
        await engine.FindAsync((image ?? id)!, CancellationToken.None).ConfigureAwait(false)
            ?? throw FailureFactory.Create(Failure(FailureKind.MissingAfterSuccess, image));

    /// <summary>The failure of this operation that is none of the engine's.</summary>
    protected ImageFailure Failure(FailureKind kind, string? image = null, string? engineMessage = null) =>
        new(kind, Kind, image ?? ImageText, engineMessage);

    /// <summary>The IDs that names stand for now; one that stands for nothing, or for something broken, is left out.</summary>
    protected static async Task<IReadOnlyDictionary<string, string>> IdsOfAsync(
        Engine engine, IEnumerable<string> names, CancellationToken cancellationToken)
    {
        var ids = new Dictionary<string, string>();
        foreach (var name in names)
        {
            try
            {
                if (await engine.FindAsync(name, cancellationToken).ConfigureAwait(false) is { } image)
                {
                    ids[name] = image.Id;
                }
            }
            catch (DockerApiException)
            {
                // The engine will say more about it when it is called.
            }
        }

        return ids;
    }

    /// <summary>The IDs of the images that have no name now, those left out that others are made from.</summary>
    protected static async Task<IReadOnlyList<string>> UnnamedIdsAsync(Engine engine, CancellationToken cancellationToken) =>
        [.. (await engine.ListUnnamedAsync(cancellationToken).ConfigureAwait(false)).Select(image => image.ID)];
}

/// <inheritdoc/>
/// <typeparam name="TResult">What the caller gets.</typeparam>
internal abstract class GuardedOperation<TResult>(ImageOperationKind kind) : GuardedOperation(kind)
{
    /// <summary>Makes sure that what the engine reported is true. Not cancellable: the engine has done it.</summary>
    public abstract Task<TResult> CheckAsync(Engine engine);
}
