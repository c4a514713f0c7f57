using Docker.DotNet.Models;
using ImageGuard.Engines;
using ImageGuard.Journal;
using ImageGuard.Locks;
using ImageGuard.Model;

namespace ImageGuard.Operations;

/// <summary>Removes all images that match a filter, alone on the engine: a prune destroys pulls and saves that are under way (moby#53321).</summary>
internal sealed class PruneOperation(ImagesPruneParameters? parameters) : GuardedOperation<ImagesPruneResponse>(ImageOperationKind.Prune)
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

    public override async Task CallAsync(Engine engine, CancellationToken cancellationToken) =>
        _response = await engine.Images.PruneImagesAsync(parameters, cancellationToken).ConfigureAwait(false);

    public override Task<ImagesPruneResponse> CheckAsync(Engine engine) => Task.FromResult(_response!);
}
