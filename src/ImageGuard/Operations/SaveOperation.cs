using System.Net;
using ImageGuard.Archives;
using ImageGuard.Engines;
using ImageGuard.Failures;
using ImageGuard.Locks;
using ImageGuard.Model;

namespace ImageGuard.Operations;

/// <summary>Writes images to an archive and checks it on the way.</summary>
/// <param name="images">Names, or IDs, which are replaced by the images' names; none means all images.</param>
/// <param name="destination">Where to write. Its owner throws away what was written when the operation fails.</param>
/// <param name="progress">Who wants to know how far it is.</param>
/// <param name="opened">Is called when the engine has begun to answer.</param>
internal sealed class SaveOperation(
    IReadOnlyList<string> images,
    Stream destination,
    IProgress<ImageProgress>? progress,
    Action? opened = null) : GuardedOperation<SaveResult>(ImageOperationKind.Save)
{
    private const int BufferSize = 128 * 1024;

    private readonly long _start = destination.CanSeek ? destination.Position : 0;
    private string[] _names = [];
    private ImageArchive _archive = new();
    private long _length;

    public override IReadOnlyList<string> Images => images;

    public override bool CanRepeat => destination.CanSeek;

    /// <summary>It changes no image, and the engine stops when the connection closes.</summary>
    public override Settlement? Settlement => null;

    public override async ValueTask<ImageFootprint> PlanAsync(Engine engine, CancellationToken cancellationToken)
    {
        var names = new List<string>();
        foreach (var image in images)
        {
            names.AddRange(await NamesOfAsync(engine, image, cancellationToken).ConfigureAwait(false));
        }

        _names = names.Distinct().ToArray();
        return new ImageFootprint(Kind)
        {
            Images = _names.Select(ImageNames.KeyOf).ToArray(),
            HasUnknownNames = _names.Length == 0 || _names.Any(ImageReference.IsRepository),
        };
    }

    public override async Task CallAsync(Engine engine, CancellationToken cancellationToken)
    {
        if (destination.CanSeek)
        {
            destination.SetLength(_start);
            destination.Position = _start;
        }

        (_archive, _length) = (new ImageArchive(), 0);
        var source = await engine.Images.SaveImagesAsync(_names, cancellationToken).ConfigureAwait(false);
        await using (source.ConfigureAwait(false))
        {
            opened?.Invoke();
            await CopyAsync(source, cancellationToken).ConfigureAwait(false);
        }

        Verify();
    }

    public override Task<SaveResult> CheckAsync(Engine engine) => Task.FromResult(new SaveResult(_archive.Names, _length));

    private async ValueTask<IReadOnlyList<string>> NamesOfAsync(Engine engine, string image, CancellationToken cancellationToken)
    {
        var isNameWithoutTag = ImageReference.TryParse(image, out var reference) && reference is { Tag: null, Digest: not null };
        if (!ImageId.IsId(image) && !isNameWithoutTag)
        {
            return [image];
        }

        return await engine.FindAsync(image, cancellationToken).ConfigureAwait(false) switch
        {
            null => [image], // The engine finds the words for it.
            { Names.Count: > 0 } description => description.Names,
            _ => throw FailureFactory.Create(Failure(FailureKind.Unnamed, image)),
        };
    }

    private async Task CopyAsync(Stream source, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferSize];
        while (await source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and var count)
        {
            _archive.Scanner.Scan(buffer.AsSpan(0, count));
            _length += count;
            await destination.WriteAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
            progress?.Report(new ImageProgress(Kind, "Saving", Layer: null, _length, Total: null));
        }
    }

    /// <summary>An engine that fails after it has begun to answer ends the archive with an error message, and the call succeeds.</summary>
    private void Verify()
    {
        var problems = _archive.ProblemsFor(_names.Where(name => !ImageReference.IsRepository(name)).Select(ImageNames.KeyOf));
        if (problems.Count == 0)
        {
            return;
        }

        var kind = _archive.EngineError is { } words ? FailureTable.Classify(HttpStatusCode.OK, words) : FailureKind.CorruptArchive;
        var failure = Failure(kind is FailureKind.Other ? FailureKind.CorruptArchive : kind, engineMessage: _archive.EngineError);
        throw kind is FailureKind.LostRace or FailureKind.CorruptImage
            ? FailureFactory.Create(failure)
            : new ImageArchiveException(failure, problems);
    }
}
