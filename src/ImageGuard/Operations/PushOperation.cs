using Docker.DotNet.Models;
using ImageGuard.Engines;
using ImageGuard.Locks;
using ImageGuard.Model;

namespace ImageGuard.Operations;

/// <summary>Sends an image, or all tags of a repository, to its registry.</summary>
internal sealed class PushOperation(
    string name,
    ImagePushParameters parameters,
    AuthConfig? credentials,
    IProgress<JSONMessage>? raw,
    IProgress<ImageProgress>? progress) : GuardedOperation<bool>(ImageOperationKind.Push)
{
    private readonly string _name = ImageNames.Join(name, parameters.Tag) ?? name;

    public override IReadOnlyList<string> Images => [_name];

    /// <summary>It changes no image, and the engine stops when the connection closes.</summary>
    public override Settlement? Settlement => null;

    private bool PushesAllTags => ImageReference.IsRepository(_name);

    public override ValueTask<ImageFootprint> PlanAsync(Engine engine, CancellationToken cancellationToken) =>
        new(new ImageFootprint(Kind) { Images = [ImageNames.KeyOf(_name)], HasUnknownNames = PushesAllTags });

    public override async Task CallAsync(Engine engine, CancellationToken cancellationToken)
    {
        var answer = new EngineAnswer(Kind, _name, raw, progress);
        await engine.Images.PushImageAsync(name, parameters, credentials, answer, cancellationToken).ConfigureAwait(false);
        answer.ThrowIfFailed();
    }

    public override Task<bool> CheckAsync(Engine engine) => Task.FromResult(true);
}
