using System.Text.Json;

namespace ImageGuard.EngineTests;

/// <summary>What the processes of a storm share.</summary>
internal sealed record StormPlan(string Endpoint, string LockFolder, string Folder, string Container, string PulledImage, int Seconds)
{
    public const int Images = 3;
    public const string Base = "storm-base:1";

    public static string Name(int i) => $"storm-{i}:1";

    public static StormPlan Read(string path) => JsonSerializer.Deserialize<StormPlan>(File.ReadAllText(path))!;

    public string Archive(int i) => Path.Combine(Folder, $"{i}.tar");

    public string Write()
    {
        var path = Path.Combine(Folder, "plan.json");
        File.WriteAllText(path, JsonSerializer.Serialize(this));
        return path;
    }
}
