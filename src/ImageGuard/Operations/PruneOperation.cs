using Docker.DotNet.Models;
using ImageGuard.Engines;
using ImageGuard.Journal;
using ImageGuard.Locks;
using ImageGuard.Model;
using ImageGuard.Verification;

namespace ImageGuard.Operations;

/// <summary>Removes all images that match a filter, alone on the engine: a prune destroys pulls and saves that are under way (moby#53321).</summary>
/// <param name="parameters">The filter; null for all unnamed images.</param>
/// <param name="spares">Asked once the locks are held: the IDs of images that stay. Containers hold them meanwhile.</param>
internal sealed class PruneOperation(
    ImagesPruneParameters? parameters, Func<Engine, CancellationToken, Task<IReadOnlyCollection<string>>>? spares = null)
    : GuardedOperation<ImagesPruneResponse>(ImageOperationKind.Prune)
{
    private ImagesPruneResponse? _response;

    public override IReadOnlyList<string> Images => [];

    public override Settlement? Settlement => new(["prune"], [], EngineStops: false);

    public override OperationResult? Result => OperationResult.Of(
        (_response?.ImagesDeleted ?? []).Select(image => image.Untagged), (_response?.ImagesDeleted ?? []).Select(image => image.Deleted));

    public override ValueTask<ImageFootprint> PlanAsync(Engine engine, CancellationToken cancellationToken) =>
        new(new ImageFootprint(Kind));

    public override ValueTask<OperationIntent?> DescribeAsync(Engine engine, CancellationToken cancellationToken) =>
        new(new OperationIntent { Names = [], Settlement = Settlement! });

    public override async Task CallAsync(Engine engine, CancellationToken cancellationToken)
    {
        var held = new List<ProbeContainer>();
        try
        {
            foreach (var image in spares is null ? [] : await spares(engine, cancellationToken).ConfigureAwait(false))
            {
                held.Add(await ProbeContainer.CreateAsync(engine, image, cancellationToken).ConfigureAwait(false));
            }

            _response = await engine.Images.PruneImagesAsync(parameters, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            foreach (var container in held)
            {
                await container.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    public override Task<ImagesPruneResponse> CheckAsync(Engine engine) => Task.FromResult(_response!);
}
