using Docker.DotNet.Models;
using ImageGuard.Engines;
using ImageGuard.Locks;
using ImageGuard.Model;

namespace ImageGuard.Operations;

/// <summary>Gives an image a further name.</summary>
internal sealed class TagOperation(string image, ImageTagParameters parameters) : GuardedOperation<ImageDescription>(ImageOperationKind.Tag)
{
    private readonly string _newName = ImageNames.Join(parameters.RepositoryName, parameters.Tag) ?? "";

    public override IReadOnlyList<string> Images => [image, _newName];

    public override Settlement? Settlement => new(["tag"], [ImageNames.KeyOf(_newName)], EngineStops: false);

    public override async ValueTask<ImageFootprint> PlanAsync(Engine engine, CancellationToken cancellationToken)
    {
        var source = await ImageNames.KeysOfAsync(engine, image, cancellationToken).ConfigureAwait(false);
        return new ImageFootprint(Kind) { Images = [.. source, ImageNames.KeyOf(_newName)] };
    }

    public override Task CallAsync(Engine engine, CancellationToken cancellationToken) =>
        engine.Images.TagImageAsync(image, parameters, cancellationToken);

    public override Task<ImageDescription> CheckAsync(Engine engine) => RequireAsync(engine, _newName);
}
