using ImageGuard.Model;

namespace ImageGuard.Archives;

/// <summary>Passes a stream on to the engine and reports how much of it is sent. It leaves the stream open: its owner may need it again.</summary>
internal sealed class CountingStream(Stream inner, ImageOperationKind operation, IProgress<ImageProgress>? progress) : Stream
{
    private readonly long? _total = inner.CanSeek ? inner.Length - inner.Position : null;
    private long _sent;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Count(inner.Read(buffer, offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Count(await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int Count(int read)
    {
        _sent += read;
        progress?.Report(new ImageProgress(operation, "Sending", Layer: null, _sent, _total));
        return read;
    }
}
