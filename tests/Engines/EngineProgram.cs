namespace ImageGuard.Engines;

/// <summary>An engine that can be started.</summary>
/// <param name="Name">The daemon's program.</param>
/// <param name="Root">The root of the installation that it is taken from; null for this machine's own.</param>
/// <param name="Configuration">Its daemon.json.</param>
internal sealed record EngineProgram(string Name, string? Root = null, string Configuration = "{}")
{
    private const string Daemon = "dockerd";
    private const string OtherRoot = "/var/cache/imageguard/trixie";
    private const string KeepsImagesInContainerd = """{"features":{"containerd-snapshotter":true}}""";

    /// <summary>The daemon's path within <see cref="Root"/>.</summary>
    public string Path => Root is null ? EngineRequirements.Find(Name)! : $"/usr/sbin/{Name}";

    /// <summary>Why it cannot be started, and what to do; null if it can.</summary>
    public string? Unmet => Root is not null && !File.Exists(Root + Path)
        ? $"A throwaway engine that keeps images in containerd needs {Root}. Run: bash tests/install-containerd-engine.sh"
        : EngineRequirements.Unmet(Root is null ? Name : Daemon, Environment.IsPrivilegedProcess, EngineRequirements.Find);

    /// <summary>The program of a kind of engine.</summary>
    public static EngineProgram Of(EngineKind kind) => kind switch
    {
        EngineKind.DockerClassic => new EngineProgram(Daemon),
        EngineKind.DockerContainerd => new EngineProgram(Daemon, OtherRoot, KeepsImagesInContainerd),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No test starts such an engine."),
    };
}
