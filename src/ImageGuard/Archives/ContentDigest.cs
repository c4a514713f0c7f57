using System.Security.Cryptography;
using ImageGuard.Model;

namespace ImageGuard.Archives;

/// <summary>Digests as images have them.</summary>
internal static class ContentDigest
{
    /// <summary>The digest of what has been given to a SHA-256: <c>sha256:…</c>.</summary>
    public static string Of(IncrementalHash hash) => Of(digest: hash.GetHashAndReset());

    /// <summary>The digest of a content: <c>sha256:…</c>.</summary>
    public static string OfContent(byte[] content) => Of(digest: SHA256.HashData(content));

    private static string Of(byte[] digest) => ImageId.Prefix + Convert.ToHexString(digest).ToLowerInvariant();
}
