using System.Buffers;
using System.Buffers.Binary;
using System.Formats.Tar;
using System.IO.Compression;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using ImageGuard.Archives;
using ZstdSharp;

namespace ImageGuard.Verification;

/// <summary>Reads archives of images, layers and containers, each in one pass.</summary>
/// <param name="readsFiles">Whether it looks into the layers of images.</param>
/// <param name="readsContents">Whether it digests the contents of files.</param>
internal sealed class LayerReader(bool readsFiles, bool readsContents)
{
    private const int BufferSize = 128 * 1024;
    private const int TarBlock = 512;

    private static readonly byte[] Gzip = [0x1f, 0x8b];
    private static readonly byte[] Zstandard = [0x28, 0xb5, 0x2f, 0xfd];

    /// <summary>Reads the layers of an archive of images.</summary>
    /// <exception cref="InvalidDataException">It is no archive, or not to its end.</exception>
    public Task<IReadOnlyList<Layer>> ReadImageAsync(Stream archive, CancellationToken cancellationToken) =>
        CheckedAsync<Layer>(async layers =>
        {
            await foreach (var entry in EntriesAsync(archive, cancellationToken).ConfigureAwait(false))
            {
                if (entry.DataStream is { } content && await ReadLayerAsync(content, cancellationToken).ConfigureAwait(false) is { } layer)
                {
                    layers.Add(layer);
                }
            }
        });

    /// <summary>Reads the files of a layer, or of a container.</summary>
    /// <exception cref="InvalidDataException">It is no archive, or not to its end.</exception>
    public Task<IReadOnlyList<LayerFile>> ReadFilesAsync(Stream archive, CancellationToken cancellationToken) =>
        CheckedAsync<LayerFile>(async files =>
        {
            await foreach (var entry in EntriesAsync(archive, cancellationToken).ConfigureAwait(false))
            {
                var content = readsContents && entry.DataStream is { } data
                    ? BinaryPrimitives.ReadUInt128BigEndian(await SHA256.HashDataAsync(data, cancellationToken).ConfigureAwait(false))
                    : (UInt128?)null;
                files.Add(LayerFile.From(entry, content));
            }
        });

    /// <summary>Makes one exception of all that the readers of tar, gzip and Zstandard throw for what they are given.</summary>
    private static async Task<IReadOnlyList<T>> CheckedAsync<T>(Func<List<T>, Task> read)
    {
        var list = new List<T>();
        try
        {
            await read(list).ConfigureAwait(false);
            return list;
        }
        catch (Exception failure) when (failure is EndOfStreamException or FormatException or ArgumentException or ZstdException)
        {
            throw new InvalidDataException(failure.Message, failure);
        }
    }

    private static async IAsyncEnumerable<TarEntry> EntriesAsync(
        Stream archive, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var buffered = new BufferedStream(archive, BufferSize);
        var reader = new TarReader(buffered, leaveOpen: true);
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.GetNextEntryAsync(copyData: false, cancellationToken).ConfigureAwait(false) is { } entry)
            {
                yield return entry;
            }
        }

        await DrainAsync(buffered, cancellationToken).ConfigureAwait(false);
    }

    private static async Task DrainAsync(Stream stream, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferSize];
        while (await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) > 0)
        {
        }
    }

    /// <summary>Reads a part of an image's archive; null where it is no layer.</summary>
    private async Task<Layer?> ReadLayerAsync(Stream part, CancellationToken cancellationToken)
    {
        var (head, whole) = await PeekAsync(part, cancellationToken).ConfigureAwait(false);
        if (head.AsSpan().StartsWith(Gzip))
        {
            (head, whole) = await PeekAsync(new GZipStream(whole, CompressionMode.Decompress), cancellationToken).ConfigureAwait(false);
        }
        else if (head.AsSpan().StartsWith(Zstandard))
        {
            (head, whole) = await PeekAsync(new DecompressionStream(whole), cancellationToken).ConfigureAwait(false);
        }

        if (head.Length < TarBlock || !(IsEmptyArchive(head) || TarHeader.TryRead(head, out _)))
        {
            return null;
        }

        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var content = new ObservedStream(whole, digest.AppendData);
        IReadOnlyList<LayerFile> files = [];
        if (readsFiles)
        {
            files = await ReadFilesAsync(content, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await DrainAsync(content, cancellationToken).ConfigureAwait(false);
        }

        return new Layer(ContentDigest.Of(digest), files);
    }

    private static bool IsEmptyArchive(byte[] head) => head.AsSpan().IndexOfAnyExcept((byte)0) < 0;

    /// <summary>The first block of a stream, and the whole stream, which can still be read from its beginning.</summary>
    private static async Task<(byte[] Head, Stream Whole)> PeekAsync(Stream stream, CancellationToken cancellationToken)
    {
        var reader = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: BufferSize));
        var result = await reader.ReadAtLeastAsync(TarBlock, cancellationToken).ConfigureAwait(false);
        var head = result.Buffer.Slice(0, Math.Min(TarBlock, result.Buffer.Length)).ToArray();
        reader.AdvanceTo(result.Buffer.Start);
        return (head, reader.AsStream());
    }

    /// <summary>A layer as it was read.</summary>
    /// <param name="DiffId">The digest of its content, uncompressed.</param>
    /// <param name="Files">Its files, where the reader looks at them.</param>
    internal sealed record Layer(string DiffId, IReadOnlyList<LayerFile> Files);
}
