using System.Text.Json;

namespace ImageGuard.EngineTests;

/// <summary>What the processes of a storm share.</summary>
/// <remarks><c>Run</c> begins all names of this storm: a name taken over from an earlier one would leave that image unnamed.</remarks>
internal sealed record StormPlan(
    string Run, string Endpoint, string LockFolder, string Folder, string Container, string PulledImage, int Seconds)
{
    public const int Images = 3;

    public static string NewRun() => $"storm-{Guid.NewGuid():n}";

    public static string Base(string run) => $"{run}-base:1";

    public static string Name(string run, int i) => $"{run}-{i}:1";

    public string Alias(int i) => $"{Run}-alias-{i}:1";

    public string Built(int i) => $"{Run}-built-{i}:1";

    public static StormPlan Read(string path) => JsonSerializer.Deserialize<StormPlan>(File.ReadAllText(path))!;

    public string Archive(int i) => Path.Combine(Folder, $"{i}.tar");

    public string Write()
    {
        var path = Path.Combine(Folder, "plan.json");
        File.WriteAllText(path, JsonSerializer.Serialize(this));
        return path;
    }
}
