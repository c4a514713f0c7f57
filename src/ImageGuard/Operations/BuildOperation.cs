using System.Text;
using Docker.DotNet.Models;
using ImageGuard.Archives;
using ImageGuard.Engines;
using ImageGuard.Journal;
using ImageGuard.Locks;
using ImageGuard.Model;

namespace ImageGuard.Operations;

/// <summary>Builds an image from a context. The result is null where the engine does not say which image it has built.</summary>
/// <param name="parameters">How to build.</param>
/// <param name="context">The context as a tar archive.</param>
/// <param name="credentials">For the registries that the bases come from.</param>
/// <param name="headers">Further headers of the request.</param>
/// <param name="raw">Who wants each message as it is.</param>
/// <param name="progress">Who wants to know how far it is.</param>
/// <param name="mayShareBase">Whether it may run beside another build from the same base.</param>
internal sealed class BuildOperation(
    ImageBuildParameters parameters,
    Stream context,
    IEnumerable<AuthConfig>? credentials,
    IDictionary<string, string>? headers,
    IProgress<JSONMessage>? raw,
    IProgress<ImageProgress>? progress,
    bool mayShareBase) : GuardedOperation<ImageDescription?>(ImageOperationKind.Build)
{
    private const string DefaultDockerfile = "Dockerfile";

    private readonly UploadSource _source = new(context);
    private string? _builtId;
    private ImageDescription? _built;

    public override IReadOnlyList<string> Images => [.. parameters.Tags ?? []];

    public override bool CanRepeat => _source.CanRepeat;

    public override Settlement? Settlement => new(["tag"], ImageKeys, EngineStops: true);

    public override OperationResult? Result =>
        _built is null ? null : OperationResult.Of(Images.DefaultIfEmpty(_built.Id), _built.Id);

    public override async ValueTask<ImageFootprint> PlanAsync(Engine engine, CancellationToken cancellationToken)
    {
        var bases = await ReadBasesAsync(cancellationToken).ConfigureAwait(false);
        var tags = ImageKeys;
        var baseKeys = new List<string>();
        foreach (var image in bases ?? [])
        {
            baseKeys.AddRange(await ImageNames.KeysOfAsync(engine, image, cancellationToken).ConfigureAwait(false));
        }

        return new ImageFootprint(Kind)
        {
            Images = [.. tags, .. baseKeys],
            HasUnknownNames = bases is null,
            BuildsInto = mayShareBase ? tags : [.. tags, .. baseKeys],
        };
    }

    public override async ValueTask<OperationIntent?> DescribeAsync(Engine engine, CancellationToken cancellationToken) => new()
    {
        Names = Images,
        Before = await IdsOfAsync(engine, Images, cancellationToken).ConfigureAwait(false),
        Unnamed = await UnnamedIdsAsync(engine, cancellationToken).ConfigureAwait(false),
        Settlement = Settlement!,
    };

    public override async Task CallAsync(Engine engine, CancellationToken cancellationToken)
    {
        var answer = new EngineAnswer(Kind, ImageText, raw, progress);
        await engine.Images.BuildImageFromDockerfileAsync(
            parameters, _source.Open(Kind, progress), credentials, headers, answer, cancellationToken).ConfigureAwait(false);
        answer.ThrowIfFailed();
        _builtId = answer.BuiltId;
    }

    public override async Task<ImageDescription?> CheckAsync(Engine engine)
    {
        foreach (var image in Images.Reverse().DefaultIfEmpty(_builtId))
        {
            _built = image is null ? null : await RequireAsync(engine, image).ConfigureAwait(false);
        }

        return _built;
    }

    public override ValueTask<IReadOnlyList<string>> FindRemainsAsync(
        Engine engine, DateTimeOffset start, CancellationToken cancellationToken) =>
        new(OrphanedSteps.FindAsync(engine, start, cancellationToken));

    /// <summary>The bases as written; null where the Dockerfile cannot be seen before the context is sent.</summary>
    private async Task<IReadOnlyList<string>?> ReadBasesAsync(CancellationToken cancellationToken)
    {
        if (!context.CanSeek || !string.IsNullOrEmpty(parameters.RemoteContext)
            || !await ArchiveReader.CanReadAsync(context, cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        var name = string.IsNullOrEmpty(parameters.Dockerfile) ? DefaultDockerfile : parameters.Dockerfile;
        var scanner = new TarScanner(entry => entry == name);
        await ArchiveReader.ScanAsync(context, scanner, cancellationToken).ConfigureAwait(false);
        return scanner.Kept.TryGetValue(name, out var dockerfile)
            ? DockerfileBases.Read(Encoding.UTF8.GetString(dockerfile), parameters.BuildArgs)
            : null;
    }
}
