using Docker.DotNet.Models;
using ImageGuard.Engines;
using ImageGuard.Failures;
using ImageGuard.Journal;
using ImageGuard.Locks;
using ImageGuard.Model;

namespace ImageGuard.Operations;

/// <summary>Pulls an image, or all tags of a repository. The result is null for all tags.</summary>
internal sealed class PullOperation(
    ImagesCreateParameters parameters,
    AuthConfig? credentials,
    IDictionary<string, string>? headers,
    IProgress<JSONMessage>? raw,
    IProgress<ImageProgress>? progress) : GuardedOperation<ImageDescription?>(ImageOperationKind.Pull)
{
    private readonly string _name = ImageNames.Join(parameters.FromImage, parameters.Tag) ?? "";
    private ImageDescription? _pulled;

    public override IReadOnlyList<string> Images => [_name];

    public override Settlement? Settlement => new(["pull"], [ImageNames.KeyOf(_name)], EngineStops: true);

    public override OperationResult? Result => _pulled is null ? null : OperationResult.Of([_name], _pulled.Id);

    /// <summary>Engines take a name without tag and digest for all tags.</summary>
    private bool PullsAllTags => ImageReference.IsRepository(_name);

    public override ValueTask<ImageFootprint> PlanAsync(Engine engine, CancellationToken cancellationToken) =>
        new(new ImageFootprint(Kind) { Images = [ImageNames.KeyOf(_name)], HasUnknownNames = PullsAllTags });

    public override async ValueTask<OperationIntent?> DescribeAsync(Engine engine, CancellationToken cancellationToken) => new()
    {
        Names = [_name],
        Before = await IdsOfAsync(engine, [_name], cancellationToken).ConfigureAwait(false),
        Platform = parameters.Platform,
        Settlement = Settlement!,
    };

    public override async Task CallAsync(Engine engine, CancellationToken cancellationToken)
    {
        var answer = new EngineAnswer(Kind, _name, raw, progress);
        await engine.Images.CreateImageAsync(parameters, credentials, headers, answer, cancellationToken).ConfigureAwait(false);
        answer.ThrowIfFailed();
    }

    public override async Task<ImageDescription?> CheckAsync(Engine engine)
    {
        if (PullsAllTags)
        {
            return null;
        }

        var pulled = await RequireAsync(engine, _name).ConfigureAwait(false);
        if (engine.Identity.Storage.UsesContainerd
            && !await engine.ListsAsync(_name, pulled.Id, CancellationToken.None).ConfigureAwait(false))
        {
            throw FailureFactory.Create(Failure(FailureKind.NotKept));
        }

        return _pulled = pulled;
    }
}
