using Docker.DotNet.Models;
using ImageGuard.Engines;
using ImageGuard.Journal;
using ImageGuard.Locks;
using ImageGuard.Model;

namespace ImageGuard.Operations;

/// <summary>Gives an image a further name.</summary>
internal sealed class TagOperation(string image, ImageTagParameters parameters) : GuardedOperation<bool>(ImageOperationKind.Tag)
{
    private readonly string _newName = ImageNames.Join(parameters.RepositoryName, parameters.Tag) ?? "";

    /// <summary>The ID of what gets the name, where a journal asks for it.</summary>
    private string? _source;

    public override IReadOnlyList<string> Images => [image, _newName];

    public override Settlement? Settlement => new(["tag"], [ImageNames.KeyOf(_newName)], EngineStops: false);

    public override OperationResult? Result => _source is null ? null : OperationResult.Of([_newName], _source);

    public override async ValueTask<ImageFootprint> PlanAsync(Engine engine, CancellationToken cancellationToken)
    {
        var source = await ImageNames.KeysOfAsync(engine, image, cancellationToken).ConfigureAwait(false);
        return new ImageFootprint(Kind) { Images = [.. source, ImageNames.KeyOf(_newName)] };
    }

    public override async ValueTask<OperationIntent?> DescribeAsync(Engine engine, CancellationToken cancellationToken)
    {
        var ids = await IdsOfAsync(engine, Images, cancellationToken).ConfigureAwait(false);
        _source = ids.GetValueOrDefault(image);
        return new OperationIntent
        {
            Names = [_newName],
            Before = ids.TryGetValue(_newName, out var former) ? new Dictionary<string, string> { [_newName] = former } : [],
            Source = _source,
            Settlement = Settlement!,
        };
    }

    /// <summary>By ID where the journal says which, so that what it says is what happens, whatever becomes of the name meanwhile.</summary>
    public override Task CallAsync(Engine engine, CancellationToken cancellationToken) =>
        engine.Images.TagImageAsync(_source ?? image, parameters, cancellationToken);

    /// <summary>
    /// An engine that sets a name beside the removal of its image may report a success and keep a name of nothing. The lock on the source's
    /// name lets nobody remove it meanwhile; an ID may be that of an unnamed image, which goes along with the last one made from it.
    /// </summary>
    public override async Task<bool> CheckAsync(Engine engine)
    {
        if (ImageId.IsId(image))
        {
            await RequireAsync(engine, _newName).ConfigureAwait(false);
        }

        return true;
    }
}
