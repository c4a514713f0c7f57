namespace ImageGuard.Archives;

/// <summary>Shows each piece of a stream to somebody as it is read. It leaves the stream open: its owner may need it again.</summary>
internal sealed class ObservedStream(Stream inner, ObservedStream.Observer observe) : ForwardOnlyStream
{
    /// <summary>Is shown the next bytes.</summary>
    public delegate void Observer(ReadOnlySpan<byte> bytes);

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var count = inner.Read(buffer);
        observe(buffer[..count]);
        return count;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        observe(buffer.Span[..count]);
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
}
