using Docker.DotNet.Models;
using ImageGuard.Engines;
using ImageGuard.Journal;
using ImageGuard.Locks;
using ImageGuard.Model;

namespace ImageGuard.Operations;

/// <summary>Gives an image a further name.</summary>
internal sealed class TagOperation(string image, ImageTagParameters parameters) : GuardedOperation<ImageDescription>(ImageOperationKind.Tag)
{
    private readonly string _newName = ImageNames.Join(parameters.RepositoryName, parameters.Tag) ?? "";

    private ImageDescription? _tagged;

    public override IReadOnlyList<string> Images => [image, _newName];

    public override Settlement? Settlement => new(["tag"], [ImageNames.KeyOf(_newName)], EngineStops: false);

    public override OperationResult? Result => _tagged is null ? null : OperationResult.Of([_newName], _tagged.Id);

    public override async ValueTask<ImageFootprint> PlanAsync(Engine engine, CancellationToken cancellationToken)
    {
        var source = await ImageNames.KeysOfAsync(engine, image, cancellationToken).ConfigureAwait(false);
        return new ImageFootprint(Kind) { Images = [.. source, ImageNames.KeyOf(_newName)] };
    }

    public override async ValueTask<OperationIntent?> DescribeAsync(Engine engine, CancellationToken cancellationToken)
    {
        var ids = await IdsOfAsync(engine, Images, cancellationToken).ConfigureAwait(false);
        return new OperationIntent
        {
            Names = [_newName],
            Before = ids.TryGetValue(_newName, out var former) ? new Dictionary<string, string> { [_newName] = former } : [],
            Source = ids.GetValueOrDefault(image),
            Settlement = Settlement!,
        };
    }

    public override Task CallAsync(Engine engine, CancellationToken cancellationToken) =>
        engine.Images.TagImageAsync(image, parameters, cancellationToken);

    public override async Task<ImageDescription> CheckAsync(Engine engine) =>
        _tagged = await RequireAsync(engine, _newName).ConfigureAwait(false);
}
