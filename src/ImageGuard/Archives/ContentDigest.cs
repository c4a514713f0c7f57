using System.Security.Cryptography;

namespace ImageGuard.Archives;

/// <summary>Digests as images have them.</summary>
internal static class ContentDigest
{
    /// <summary>The digest of what has been given to a SHA-256: <c>sha256:…</c>.</summary>
    public static string Of(IncrementalHash hash) => "sha256:" + Convert.ToHexString(hash.GetHashAndReset()).ToLowerInvariant();
}
