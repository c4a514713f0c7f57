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
    public TarScanner Scanner { get; } = new(name => name.EndsWith(".json", StringComparison.Ordinal));

    /// <summary>The names of the images in it, in canonical form; of an OCI layout without Docker's manifest none are known.</summary>
    public IReadOnlyList<string> Names => Manifest().SelectMany(image => image.Names).Distinct().ToArray();

    /// <summary>The IDs that its images will have in a classic store: the digests of their configurations, as far as they can be told.</summary>
    public IReadOnlyList<string> Ids => Manifest().Select(image => IdOf(image.Config)).OfType<string>().Distinct().ToArray();

    /// <summary>Whether it holds an image without a name, which loading would make an unnamed one (S8).</summary>
    public bool HasUnnamed => Manifest().Any(image => image.Names.Count == 0);

    /// <summary>Whether <see cref="Names"/> is all there is.</summary>
    public bool IsSelfDescribing => Scanner.Kept.ContainsKey(DockerManifest);

    /// <summary>Whether <see cref="Ids"/> is all there is too.</summary>
    public bool TellsIds => IsSelfDescribing && Manifest().All(image => IdOf(image.Config) is not null);

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
                .SelectMany(image => image.Config is { } config ? image.Layers.Prepend(config) : image.Layers)
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
    private IEnumerable<(IReadOnlyList<string> Names, string? Config, IReadOnlyList<string> Layers)> Manifest()
    {
        if (!Scanner.Kept.TryGetValue(DockerManifest, out var json))
        {
            yield break;
        }

        using var document = JsonDocument.Parse(json);
        foreach (var image in document.RootElement.EnumerateArray())
        {
            var names = Texts(image, "RepoTags").Select(ImageReference.CanonicalOf).ToArray();
            var config = image.TryGetProperty("Config", out var value) ? value.GetString() : null;
            yield return (names, config, Texts(image, "Layers"));
        }
    }

    /// <summary>Engines name a configuration's file by its digest (<c>HEX.json</c>, <c>blobs/sha256/HEX</c>), and so does crane (<c>sha256:HEX</c>); Jib's is <c>config.json</c>.</summary>
    private string? IdOf(string? config)
    {
        if (config is null)
        {
            return null;
        }

        var name = Path.GetFileNameWithoutExtension(config);
        var named = name.StartsWith(ImageId.Prefix, StringComparison.Ordinal) ? name : ImageId.Prefix + name;
        return ImageId.IsId(named) ? named
            : Scanner.Kept.TryGetValue(config, out var content) ? ContentDigest.OfContent(content)
            : null;
    }

    private static string[] Texts(JsonElement image, string property) =>
        image.TryGetProperty(property, out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Select(item => item.GetString() ?? "").ToArray()
            : [];
}
