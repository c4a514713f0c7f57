using ImageGuard.Model;

namespace ImageGuard.Archives;

/// <summary>Passes a stream on to the engine and reports how much of it is sent. It leaves the stream open: its owner may need it again.</summary>
internal sealed class CountingStream(Stream inner, ImageOperationKind operation, IProgress<ImageProgress>? progress) : ForwardOnlyStream
{
    private readonly long? _total = inner.CanSeek ? inner.Length - inner.Position : null;
    private long _sent;

    public override int Read(byte[] buffer, int offset, int count) => Count(inner.Read(buffer, offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Count(await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    private int Count(int read)
    {
        _sent += read;
        progress?.Report(new ImageProgress(operation, "Sending", Layer: null, _sent, _total));
        return read;
    }
}
