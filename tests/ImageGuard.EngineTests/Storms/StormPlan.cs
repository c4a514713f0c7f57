using System.Text.Json;

namespace ImageGuard.EngineTests.Storms;

/// <summary>What the processes of a storm share.</summary>
internal sealed record StormPlan
{
    /// <summary>How many images there are of each kind. The fewer there are, the more often two operations meet.</summary>
    public const int Images = 3;

    /// <summary>The beginning of all names of this storm, so that it takes over no name of another.</summary>
    public required string Run { get; init; }

    /// <summary>Where the engine listens.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>The lock folder of the guards.</summary>
    public required string LockFolder { get; init; }

    /// <summary>The database of the locks, where the processes stand for machines that share no lock folder; else null.</summary>
    public string? Postgres { get; init; }

    /// <summary>Where this plan, the archives and the reports lie.</summary>
    public required string Folder { get; init; }

    /// <summary>The container that images are committed from.</summary>
    public required string Container { get; init; }

    /// <summary>The images that builds start from. They come from a registry, and an engine that lacks one pulls it.</summary>
    public required string[] Bases { get; init; }

    public required TimeSpan Duration { get; init; }

    /// <summary>The name that all processes move from image to image, which leaves images without a name: that is asked for.</summary>
    public string MovingRepository => $"{Run}-moving";

    /// <summary>The name of an image that all processes load, use and remove.</summary>
    public string Shared(int i) => $"{Run}-shared-{i}:1";

    /// <summary>The tag that all processes build, each time from the same Dockerfile.</summary>
    public string Rebuilt(int i) => $"{Run}-rebuilt-{i}:1";

    /// <summary>The archive of the image <see cref="Shared"/>.</summary>
    public string Archive(int i) => Path.Combine(Folder, $"{i}.tar");

    /// <summary>How a process guards its operations.</summary>
    public ImageGuardOptions OptionsFor(string process)
    {
        var folder = Postgres is null ? LockFolder : Path.Combine(Folder, $"machine-{process}");
        var options = new ImageGuardOptions { LockFolder = folder, StateFolder = folder };
        return Postgres is null ? options : options.UsePostgres(Postgres);
    }

    public string Report(int process) => Path.Combine(Folder, $"{process}.json");

    public static StormPlan Read(string path) => JsonSerializer.Deserialize<StormPlan>(File.ReadAllText(path))!;

    /// <summary>Writes the plan down and returns where.</summary>
    public string Write()
    {
        var path = Path.Combine(Folder, "plan.json");
        File.WriteAllText(path, JsonSerializer.Serialize(this));
        return path;
    }
}
