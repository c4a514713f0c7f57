using Docker.DotNet.Models;
using ImageGuard.Model;

namespace ImageGuard.Engines;

/// <summary>Where an engine keeps its images.</summary>
/// <param name="Folder">Its data folder, as it sees it.</param>
/// <param name="Driver">The storage driver: <c>overlay2</c>.</param>
/// <param name="UsesContainerd">Whether containerd keeps the images.</param>
/// <param name="EngineId">The engine's own ID, which newer ones keep in a file of the folder.</param>
/// <param name="Kernel">The version of the kernel that it runs on.</param>
internal sealed record EngineStorage(string Folder, string Driver, bool UsesContainerd, string EngineId, string Kernel)
{
    private const string ContainerdStore = "io.containerd.snapshotter.v1";
    private const string MountTable = "/proc/self/mounts";

    /// <summary>Folders of the data folder that are file systems of their own.</summary>
    public IEnumerable<string> FurtherFileSystems
    {
        get
        {
            string[] candidates = [Path.Combine(Folder, Driver), Path.Combine(Folder, "image"), Path.Combine(Folder, "containerd")];
            return File.Exists(MountTable)
                ? [.. File.ReadLines(MountTable).Select(line => line.Split(' ')[1]).Intersect(candidates)]
                : [];
        }
    }

    public static EngineStorage Of(SystemInfoResponse info) => new(
        info.DockerRootDir ?? "",
        info.Driver ?? "",
        info.DriverStatus?.Any(status => status.Contains(ContainerdStore)) ?? false,
        info.ID ?? "",
        info.KernelVersion ?? "");

    /// <summary>
    /// Whether the folder of this path, seen from here, is the engine's and holds its images: in a container, or beside another engine, it
    /// may be a different one, and containerd's may lie elsewhere.
    /// </summary>
    /// <param name="images">IDs of images that the engine has.</param>
    public bool IsFoundHere(IEnumerable<string> images)
    {
        if (Folder.Length == 0 || (UsesContainerd && !Directory.Exists(Path.Combine(Folder, "containerd", "daemon"))))
        {
            return false;
        }

        var configurations = Path.Combine(Folder, "image", Driver, "imagedb", "content", "sha256");
        return HoldsEngineId() || images.Any(id =>
            id.StartsWith(ImageId.Prefix, StringComparison.Ordinal) && File.Exists(Path.Combine(configurations, id[ImageId.Prefix.Length..])));
    }

    private bool HoldsEngineId()
    {
        var file = Path.Combine(Folder, "engine-id");
        try
        {
            return EngineId.Length > 0 && File.Exists(file) && File.ReadAllText(file).Trim() == EngineId;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }
}
