using System.Globalization;
using System.Security.Cryptography;
using ImageGuard.Engines;

namespace ImageGuard.PowerCuts;

/// <summary>Many small files of random content, which a kernel keeps in memory for half a minute.</summary>
/// <param name="folder">Where they are.</param>
/// <param name="count">How many there are.</param>
/// <param name="kilobytes">The size of each.</param>
public sealed class SmallFiles(string folder, int count = 300, int kilobytes = 36)
{
    /// <summary>The contents by path.</summary>
    public IReadOnlyDictionary<string, byte[]> Contents { get; } = Enumerable.Range(0, count).ToDictionary(
        number => string.Create(CultureInfo.InvariantCulture, $"{folder}/{number:000}"),
        _ => RandomNumberGenerator.GetBytes(kilobytes << 10));

    /// <summary>The files as a layer, or as a part of a build's context.</summary>
    public byte[] ToTar() => Tar.Of(Contents.Select(file => (file.Key, file.Value)));
}
