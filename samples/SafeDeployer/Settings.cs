using System.Text.Json;

namespace SafeDeployer;

/// <summary>What the deployer is told, read from <c>deployer.json</c>.</summary>
internal sealed record Settings
{
    public Uri Engine { get; init; } = new("unix:///var/run/docker.sock");

    /// <summary>The repository that is deployed, without a tag.</summary>
    public string Repository { get; init; } = "shop/web";

    /// <summary>Where archives are kept for machines without a registry.</summary>
    public string ArchiveFolder { get; init; } = "archives";

    /// <summary>How many old versions stay on the machine.</summary>
    public int Keep { get; init; } = 3;

    public static Settings Load(string path) =>
        File.Exists(path) ? JsonSerializer.Deserialize<Settings>(File.ReadAllText(path), JsonSerializerOptions.Web)! : new Settings();
}
