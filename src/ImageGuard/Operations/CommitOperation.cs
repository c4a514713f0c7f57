using Docker.DotNet.Models;
using ImageGuard.Engines;
using ImageGuard.Journal;
using ImageGuard.Locks;
using ImageGuard.Model;

namespace ImageGuard.Operations;

/// <summary>Makes an image from a container. The container keeps its own image from being removed.</summary>
internal sealed class CommitOperation(CommitContainerChangesParameters parameters)
    : GuardedOperation<CommitContainerChangesResponse>(ImageOperationKind.Commit)
{
    private readonly string? _name = ImageNames.Join(parameters.RepositoryName, parameters.Tag);
    private CommitContainerChangesResponse? _response;
    private ImageDescription? _committed;

    public override IReadOnlyList<string> Images => _name is null ? [] : [_name];

    public override Settlement? Settlement =>
        new(["commit", "tag"], _name is null ? [parameters.ContainerID] : [ImageNames.KeyOf(_name)], EngineStops: false);

    public override OperationResult? Result =>
        _committed is null ? null : OperationResult.Of(Images.DefaultIfEmpty(_committed.Id), _committed.Id);

    public override ValueTask<ImageFootprint> PlanAsync(Engine engine, CancellationToken cancellationToken) =>
        new(new ImageFootprint(Kind) { Images = ImageKeys });

    public override async ValueTask<OperationIntent?> DescribeAsync(Engine engine, CancellationToken cancellationToken) => new()
    {
        Names = Images,
        Before = await IdsOfAsync(engine, Images, cancellationToken).ConfigureAwait(false),
        Unnamed = await UnnamedIdsAsync(engine, cancellationToken).ConfigureAwait(false),
        Settlement = Settlement!,
    };

    public override async Task CallAsync(Engine engine, CancellationToken cancellationToken) =>
        _response = await engine.Images.CommitContainerChangesAsync(parameters, cancellationToken).ConfigureAwait(false);

    public override async Task<CommitContainerChangesResponse> CheckAsync(Engine engine)
    {
        _committed = await RequireAsync(engine, _name, _response!.ID).ConfigureAwait(false);
        return _response!;
    }
}
