using System.Security.Cryptography;
using ImageGuard.Archives;

namespace ImageGuard.Journal;

/// <summary>An archive that was loaded from a file, so that it can be loaded from there again.</summary>
/// <param name="Path">The file's full path.</param>
/// <param name="Offset">Where in it the archive begins.</param>
/// <param name="Length">How long the archive is, in bytes.</param>
/// <param name="Digest">
/// The digest of all that is in it but the contents of its layers, which the engine compares with their own digests; of a compressed
/// archive, the digest of all of it.
/// </param>
internal sealed record ArchiveFile(string Path, long Offset, long Length, string Digest)
{
    /// <summary>Describes the archive in a stream, which is left where it was; null where the stream is no file.</summary>
    public static async Task<ArchiveFile?> DescribeAsync(Stream stream, CancellationToken cancellationToken)
    {
        if (stream is not FileStream { CanSeek: true } file || !File.Exists(file.Name))
        {
            return null;
        }

        var start = file.Position;
        var digest = await DigestAsync(file, cancellationToken).ConfigureAwait(false);
        file.Position = start;
        return new ArchiveFile(System.IO.Path.GetFullPath(file.Name), start, file.Length - start, digest);
    }

    /// <summary>Opens the archive where it begins; null where the file is gone, or holds something else now.</summary>
    public async Task<Stream?> OpenAsync(CancellationToken cancellationToken)
    {
        FileStream? file = null;
        try
        {
            file = File.OpenRead(Path);
            file.Position = Offset;
            if (file.Length - Offset == Length && await DigestAsync(file, cancellationToken).ConfigureAwait(false) == Digest)
            {
                file.Position = Offset;
                (var same, file) = (file, null);
                return same;
            }

            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
        finally
        {
            if (file is not null)
            {
                await file.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private static async Task<string> DigestAsync(FileStream file, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        if (await ArchiveReader.CanReadAsync(file, cancellationToken).ConfigureAwait(false))
        {
            var scanner = new TarScanner(name => name.EndsWith(".json", StringComparison.Ordinal));
            await ArchiveReader.ScanAsync(file, scanner, cancellationToken, hash.AppendData).ConfigureAwait(false);
        }
        else
        {
            hash.AppendData(await SHA256.HashDataAsync(file, cancellationToken).ConfigureAwait(false));
        }

        return ContentDigest.Of(hash);
    }
}
