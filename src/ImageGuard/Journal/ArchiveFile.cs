using System.Security.Cryptography;

namespace ImageGuard.Journal;

/// <summary>An archive that was loaded from a file, so that it can be loaded from there again.</summary>
/// <param name="Path">The file's full path.</param>
/// <param name="Offset">Where in it the archive begins.</param>
/// <param name="Length">How long the archive is, in bytes.</param>
/// <param name="Digest">The archive's digest: <c>sha256:…</c>.</param>
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
        var length = file.Position - start;
        file.Position = start;
        return new ArchiveFile(System.IO.Path.GetFullPath(file.Name), start, length, digest);
    }

    /// <summary>Opens the archive where it begins; null where the file is gone, or holds something else now.</summary>
    public async Task<Stream?> OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            var file = File.OpenRead(Path);
            file.Position = Offset;
            if (file.Length - Offset == Length && await DigestAsync(file, cancellationToken).ConfigureAwait(false) == Digest)
            {
                file.Position = Offset;
                return file;
            }

            await file.DisposeAsync().ConfigureAwait(false);
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static async Task<string> DigestAsync(FileStream file, CancellationToken cancellationToken) =>
        "sha256:" + Convert.ToHexString(await SHA256.HashDataAsync(file, cancellationToken).ConfigureAwait(false)).ToLowerInvariant();
}
