using Docker.DotNet.Models;
using ImageGuard.Archives;
using ImageGuard.Engines;
using ImageGuard.Journal;
using ImageGuard.Locks;
using ImageGuard.Model;

namespace ImageGuard.Operations;

/// <summary>Makes an image from the archive of a file system, sent along or fetched by the engine.</summary>
/// <param name="parameters">What to import; Docker.DotNet sets <c>FromSrc</c> where a stream is sent.</param>
/// <param name="source">The archive, or null where the engine fetches it.</param>
/// <param name="credentials">As Docker.DotNet takes them.</param>
/// <param name="headers">Further headers of the request.</param>
/// <param name="raw">Who wants each message as it is.</param>
/// <param name="progress">Who wants to know how far it is.</param>
internal sealed class ImportOperation(
    ImagesCreateParameters parameters,
    Stream? source,
    AuthConfig? credentials,
    IDictionary<string, string>? headers,
    IProgress<JSONMessage>? raw,
    IProgress<ImageProgress>? progress) : GuardedOperation<ImageDescription?>(ImageOperationKind.Import)
{
    private readonly string? _name = ImageNames.Join(parameters.Repo, parameters.Tag);
    private readonly UploadSource? _source = source is null ? null : new UploadSource(source);
    private string? _id;
    private ImageDescription? _imported;

    public override IReadOnlyList<string> Images => _name is null ? [] : [_name];

    public override bool CanRepeat => _source is null or { CanRepeat: true };

    public override Settlement? Settlement =>
        new(["import", "tag"], ImageKeys, EngineStops: false);

    public override OperationResult? Result =>
        _imported is null ? null : OperationResult.Of(Images.DefaultIfEmpty(_imported.Id), _imported.Id);

    public override ValueTask<ImageFootprint> PlanAsync(Engine engine, CancellationToken cancellationToken) =>
        new(new ImageFootprint(Kind) { Images = ImageKeys });

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
        var upload = _source?.Open(Kind, progress);
        await engine.Images.CreateImageAsync(parameters, upload, credentials, headers, answer, cancellationToken).ConfigureAwait(false);
        answer.ThrowIfFailed();
        _id = ImageId.IsId(answer.LastStatus) ? answer.LastStatus : null;
    }

    public override async Task<ImageDescription?> CheckAsync(Engine engine) =>
        _imported = (_name ?? _id) is null ? null : await RequireAsync(engine, _name, _id).ConfigureAwait(false);
}
