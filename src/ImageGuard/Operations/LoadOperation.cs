using Docker.DotNet.Models;
using ImageGuard.Archives;
using ImageGuard.Engines;
using ImageGuard.Failures;
using ImageGuard.Journal;
using ImageGuard.Locks;
using ImageGuard.Model;

namespace ImageGuard.Operations;

/// <summary>Loads an archive of images.</summary>
internal sealed class LoadOperation : GuardedOperation<LoadResult>
{
    private readonly Stream _source;
    private readonly UploadSource _upload;
    private readonly LoadOptions _options;
    private readonly IProgress<JSONMessage>? _raw;
    private readonly IProgress<ImageProgress>? _progress;
    private ImageArchive? _archive;
    private EngineAnswer _answer;
    private OperationResult? _result;

    public LoadOperation(Stream source, LoadOptions options, IProgress<JSONMessage>? raw, IProgress<ImageProgress>? progress)
        : base(ImageOperationKind.Load)
    {
        _source = source;
        _upload = new UploadSource(source);
        _options = options;
        _raw = raw;
        _progress = progress;
        _answer = NewAnswer();
    }

    public override IReadOnlyList<string> Images =>
        _archive is null ? NameForUnnamed : [.. _archive.Names.Select(Familiar), .. NameForUnnamed];

    public override bool CanRepeat => _upload.CanRepeat;

    public override Settlement? Settlement => new(["load"], _archive?.Ids ?? [], EngineStops: false);

    public override OperationResult? Result => _result;

    private string[] NameForUnnamed => _options.NameForUnnamed is { } name ? [name] : [];

    public override async ValueTask<ImageFootprint> PlanAsync(Engine engine, CancellationToken cancellationToken)
    {
        if (_options.NameForUnnamed is { } name)
        {
            ImageNames.Parse(name, Kind);
        }

        if (_source.CanSeek && await ArchiveReader.CanReadAsync(_source, cancellationToken).ConfigureAwait(false))
        {
            _archive = await ArchiveReader.ReadAsync(_source, cancellationToken).ConfigureAwait(false);
            Refuse(_archive);
        }

        return new ImageFootprint(Kind)
        {
            Images = [.. (_archive?.Names ?? []).Concat(NameForUnnamed).Select(ImageNames.KeyOf), .. _archive?.Ids ?? []],
            HasUnknownNames = _archive is not { TellsIds: true },
        };
    }

    public override async ValueTask<OperationIntent?> DescribeAsync(Engine engine, CancellationToken cancellationToken)
    {
        var brings = _archive?.Ids ?? [];
        return new OperationIntent
        {
            Names = Images,
            Before = await IdsOfAsync(engine, [.. Images, .. brings], cancellationToken).ConfigureAwait(false),
            Brings = brings,
            Archive = await ArchiveFile.DescribeAsync(_source, cancellationToken).ConfigureAwait(false),
            NameForUnnamed = _options.NameForUnnamed,
            AllowUnnamed = _options.AllowUnnamed,
            Settlement = Settlement!,
        };
    }

    public override async Task CallAsync(Engine engine, CancellationToken cancellationToken)
    {
        _answer = NewAnswer();
        var parameters = new ImageLoadParameters { Quiet = false };
        await engine.Images.LoadImageAsync(parameters, _upload.Open(Kind, _progress), _answer, cancellationToken).ConfigureAwait(false);
        _answer.ThrowIfFailed();
        await NameAsync(engine, cancellationToken).ConfigureAwait(false);
    }

    public override async Task<LoadResult> CheckAsync(Engine engine)
    {
        var loaded = _answer.LoadedNames.Concat(_answer.LoadedIds.Count > 0 ? NameForUnnamed : []).ToArray();
        var unnamed = _options.NameForUnnamed is null ? _answer.LoadedIds : [];
        if (loaded.Length == 0 && unnamed.Count == 0)
        {
            throw new ImageArchiveException(
                Failure(FailureKind.CorruptArchive), ["the engine accepted it and loaded nothing from it"]);
        }

        var missing = (_archive?.Names ?? []).Except(loaded.Select(ImageNames.KeyOf)).ToList();
        var made = new List<(string Name, string Id)>();
        foreach (var image in loaded.Concat(unnamed))
        {
            if (await engine.FindAsync(image, CancellationToken.None).ConfigureAwait(false) is { } found)
            {
                made.Add((image, found.Id));
            }
            else
            {
                missing.Add(image);
            }
        }

        _result = OperationResult.Of(made);

        return missing.Count == 0
            ? new LoadResult(loaded, unnamed)
            : throw FailureFactory.Create(Failure(FailureKind.MissingAfterSuccess, string.Join(", ", missing)));
    }

    private static string Familiar(string canonical) => ImageReference.Parse(canonical).Familiar;

    private EngineAnswer NewAnswer() => new(Kind, ImageText, _raw, _progress);

    /// <summary>What is wrong with the archive is better found before it is sent: engines call much of it a success.</summary>
    private void Refuse(ImageArchive archive)
    {
        if (archive.Problems() is { Count: > 0 } problems)
        {
            throw new ImageArchiveException(Failure(FailureKind.CorruptArchive), problems);
        }

        if (archive.HasUnnamed && _options is { NameForUnnamed: null, AllowUnnamed: false })
        {
            throw new UnnamedImageException(Failure(FailureKind.Unnamed));
        }
    }

    private async Task NameAsync(Engine engine, CancellationToken cancellationToken)
    {
        if (_options.NameForUnnamed is not { } name || _answer.LoadedIds.Count == 0)
        {
            return;
        }

        if (_answer.LoadedIds is not [var id])
        {
            throw new UnnamedImageException(Failure(FailureKind.Unnamed, string.Join(", ", _answer.LoadedIds)));
        }

        var (repository, tag) = ImageNames.Split(name, Kind);
        await engine.Images.TagImageAsync(id, new ImageTagParameters { RepositoryName = repository, Tag = tag }, cancellationToken)
            .ConfigureAwait(false);
    }
}
