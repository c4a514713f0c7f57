using System.Text.Json;
using ImageGuard.Model;

namespace ImageGuard.Archives;

/// <summary>What an archive of images holds, and what is wrong with it.</summary>
internal sealed class ImageArchive
{
    private const string DockerManifest = "manifest.json";
    private const string OciIndex = "index.json";
    private const string LegacyNames = "repositories";

    /// <summary>Takes the archive's bytes; everything else here is known when it has seen them all.</summary>
    public TarScanner Scanner { get; } = new(name => name is DockerManifest or OciIndex);

    /// <summary>The names of the images in it, in canonical form; of an OCI layout without Docker's manifest none are known.</summary>
    public IReadOnlyList<string> Names => Manifest().SelectMany(image => image.Names).Distinct().ToArray();

    /// <summary>
    /// The IDs that its images will have in a classic store, where the ID is the digest of the configuration, by which the file is named.
    /// </summary>
    public IReadOnlyList<string> Ids => Manifest()
        .Where(image => image.Parts.Count > 0)
        .Select(image => ImageId.Prefix + Path.GetFileNameWithoutExtension(image.Parts[0]))
        .Where(ImageId.IsId)
        .Distinct()
        .ToArray();

    /// <summary>Whether it holds an image without a name, which loading would make an unnamed one (S8).</summary>
    public bool HasUnnamed => Manifest().Any(image => image.Names.Count == 0);

    /// <summary>Whether <see cref="Names"/> is all there is.</summary>
    public bool IsSelfDescribing => Scanner.Kept.ContainsKey(DockerManifest);

    /// <summary>The engine's words where it failed after it had begun to write, else null.</summary>
    public string? EngineError => Scanner.Problem is null ? null : Scanner.TailError;

    /// <summary>What is wrong, one clause each; empty where the archive is whole.</summary>
    public IReadOnlyList<string> Problems()
    {
        if (Scanner.Problem is { } problem)
        {
            return [problem];
        }

        if (IsSelfDescribing)
        {
            return MissingParts();
        }

        return Scanner.Kept.ContainsKey(OciIndex) || Scanner.Names.Contains(LegacyNames)
            ? []
            : ["it holds neither manifest.json nor index.json, so it is no archive of images"];
    }

    /// <summary>What is missing of an archive that was to hold these images.</summary>
    /// <param name="names">Canonical names.</param>
    public IReadOnlyList<string> ProblemsFor(IEnumerable<string> names)
    {
        var problems = Problems();
        if (problems.Count > 0)
        {
            return problems;
        }

        if (!IsSelfDescribing)
        {
            return ["it holds no manifest.json"];
        }

        return names.Except(Names).Select(name => $"it does not name {name}").ToArray();
    }

    private string[] MissingParts()
    {
        try
        {
            return Manifest()
                .SelectMany(image => image.Parts)
                .Where(part => !Scanner.Names.Contains(part))
                .Distinct()
                .Select(part => $"{part} is missing")
                .ToArray();
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            return ["its manifest.json cannot be read"];
        }
    }

    /// <summary>Reads <c>[{"Config":…,"RepoTags":[…]|null,"Layers":[…]|null}]</c>.</summary>
    private IEnumerable<(IReadOnlyList<string> Names, IReadOnlyList<string> Parts)> Manifest()
    {
        if (!Scanner.Kept.TryGetValue(DockerManifest, out var json))
        {
            yield break;
        }

        using var document = JsonDocument.Parse(json);
        foreach (var image in document.RootElement.EnumerateArray())
        {
            var names = Texts(image, "RepoTags").Select(ImageReference.CanonicalOf).ToArray();
            var config = image.TryGetProperty("Config", out var value) && value.GetString() is { } text ? [text] : Array.Empty<string>();
            yield return (names, [.. config, .. Texts(image, "Layers")]);
        }
    }

    private static string[] Texts(JsonElement image, string property) =>
        image.TryGetProperty(property, out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Select(item => item.GetString() ?? "").ToArray()
            : [];
}
