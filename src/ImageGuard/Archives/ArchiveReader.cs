namespace ImageGuard.Archives;

/// <summary>Looks into an archive before it is sent, skipping the layers' contents.</summary>
internal static class ArchiveReader
{
    private const int BufferSize = 64 * 1024;

    /// <summary>The first bytes of what engines take besides plain tar: gzip, bzip2, xz, zstd.</summary>
    private static readonly byte[][] CompressedSignatures =
        [[0x1f, 0x8b], [0x42, 0x5a, 0x68], [0xfd, 0x37, 0x7a, 0x58, 0x5a], [0x28, 0xb5, 0x2f, 0xfd]];

    /// <summary>Whether it is not compressed. The stream is left where it was.</summary>
    public static async Task<bool> CanReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var start = stream.Position;
        var head = new byte[8];
        var length = await stream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        stream.Position = start;
        return !CompressedSignatures.Any(signature => head.AsSpan(0, length).StartsWith(signature));
    }

    /// <summary>Reads from the stream's position to its end, and leaves it where it was.</summary>
    public static async Task<ImageArchive> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var archive = new ImageArchive();
        await ScanAsync(stream, archive.Scanner, cancellationToken).ConfigureAwait(false);
        return archive;
    }

    /// <summary>Shows a scanner the archive from the stream's position to its end, and leaves the stream where it was.</summary>
    /// <param name="stream">The archive.</param>
    /// <param name="scanner">Is shown it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="read">Is shown what is read of it: all but the contents that the scanner skips.</param>
    public static async Task ScanAsync(
        Stream stream, TarScanner scanner, CancellationToken cancellationToken, ObservedStream.Observer? read = null)
    {
        var start = stream.Position;
        var buffer = new byte[BufferSize];
        while (true)
        {
            // Not to the very end: the last bytes may be an error message where a layer should be.
            var skipped = Math.Min(scanner.Skippable, stream.Length - stream.Position - BufferSize);
            if (skipped > BufferSize)
            {
                stream.Position += skipped;
                scanner.Skip(skipped);
            }

            var count = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            if (count == 0)
            {
                stream.Position = start;
                return;
            }

            scanner.Scan(buffer.AsSpan(0, count));
            read?.Invoke(buffer.AsSpan(0, count));
        }
    }
}
