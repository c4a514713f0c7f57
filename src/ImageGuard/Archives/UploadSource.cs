using ImageGuard.Model;

namespace ImageGuard.Archives;

/// <summary>What an operation sends to the engine: a caller's stream from its position on, a second time if it can be read again.</summary>
internal sealed class UploadSource(Stream stream)
{
    private readonly long _start = stream.CanSeek ? stream.Position : 0;

    /// <summary>Whether it can be sent a second time.</summary>
    public bool CanRepeat => stream.CanSeek;

    /// <summary>The stream from where it stood at first, and what is sent of it is reported.</summary>
    public Stream Open(ImageOperationKind operation, IProgress<ImageProgress>? progress)
    {
        if (stream.CanSeek)
        {
            stream.Position = _start;
        }

        var total = stream.CanSeek ? stream.Length - _start : (long?)null;
        var sent = 0L;
        return new ObservedStream(stream, bytes =>
        {
            sent += bytes.Length;
            progress?.Report(new ImageProgress(operation, "Sending", Layer: null, sent, total));
        });
    }
}
