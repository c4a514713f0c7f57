using System.Text.Json;
using Docker.DotNet.Models;

namespace ImageGuard.Engines.Tests;

/// <summary>Archives of many images, and what archives and lists say about names.</summary>
internal static class ImageArchives
{
    /// <summary>An archive of several small images that share their layer, one for each name.</summary>
    public static byte[] Of(IReadOnlyList<string> names)
    {
        var images = names.Select(_ => TestImage.Create()).ToArray();
        string[] layers = ["layer.tar"];
        var manifest = names.Select((name, i) => new { Config = $"{i}.json", RepoTags = new[] { name }, Layers = layers });
        return Tar.Of([
            ("layer.tar", images[0].Layers.Single()),
            .. images.Select((image, i) => ($"{i}.json", image.Config)),
            ("manifest.json", JsonSerializer.SerializeToUtf8Bytes(manifest)),
        ]);
    }

    /// <summary>The names of the only image of an archive; null if the archive gives it none.</summary>
    public static IEnumerable<string>? NamesIn(byte[] archive)
    {
        using var manifest = JsonDocument.Parse(Tar.Read(new MemoryStream(archive), "manifest.json"));
        return manifest.RootElement.EnumerateArray().Single().GetProperty("RepoTags").Deserialize<string[]>();
    }

    /// <summary>Whether an image has no name: engines write that in three ways (engine-facts, H5).</summary>
    public static bool IsUnnamed(this ImagesListResponse image) => image.RepoTags is null or [] or ["<none>:<none>"];
}
