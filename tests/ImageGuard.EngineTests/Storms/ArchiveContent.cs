using System.Formats.Tar;
using System.Text.Json;
using ImageGuard.Engines;

namespace ImageGuard.EngineTests.Storms;

/// <summary>Verifies a saved image by its content: each layer has the digest that the image's configuration says.</summary>
internal static class ArchiveContent
{
    /// <exception cref="InvalidDataException">It has not, or the archive lacks something.</exception>
    public static void Verify(Stream archive, string name)
    {
        var files = Read(archive);
        var manifest = Json(files, "manifest.json").EnumerateArray().Single();
        if (!manifest.GetProperty("RepoTags").EnumerateArray().Any(tag => tag.GetString() == name))
        {
            throw new InvalidDataException($"The archive does not name {name}.");
        }

        var layers = manifest.GetProperty("Layers").EnumerateArray().Select(path => TestImage.Digest(Entry(files, path.GetString()!)));
        var expected = Json(files, manifest.GetProperty("Config").GetString()!)
            .GetProperty("rootfs").GetProperty("diff_ids").EnumerateArray().Select(digest => digest.GetString()!);
        if (!layers.SequenceEqual(expected))
        {
            throw new InvalidDataException("A layer is not what the image's configuration says.");
        }
    }

    private static Dictionary<string, byte[]> Read(Stream archive)
    {
        var files = new Dictionary<string, byte[]>();
        using var reader = new TarReader(archive);
        while (reader.GetNextEntry() is { } entry)
        {
            if (entry.DataStream is { } data)
            {
                using var content = new MemoryStream();
                data.CopyTo(content);
                files[entry.Name] = content.ToArray();
            }
        }

        return files;
    }

    private static byte[] Entry(Dictionary<string, byte[]> files, string path) =>
        files.TryGetValue(path, out var content) ? content : throw new InvalidDataException($"The archive has no {path}.");

    private static JsonElement Json(Dictionary<string, byte[]> files, string path) =>
        JsonSerializer.Deserialize<JsonElement>(Entry(files, path));
}
