using ImageGuard.Engines;
using ImageGuard.Settling;

namespace ImageGuard.Tests.Settling;

public sealed class EngineDiskTests : IDisposable
{
    private static readonly string ThisKernel = File.ReadAllText("/proc/sys/kernel/osrelease").Trim();
    private static readonly Uri Socket = new("unix:///var/run/docker.sock");
    private static readonly Uri Elsewhere = new("tcp://10.0.0.1:2375");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_engine_behind_a_socket_of_this_kernel_can_be_flushed_whatever_of_its_folder_is_seen()
    {
        using var disk = new EngineDisk(Storage(folder: "/nosuch"), Socket);
        Assert.True(disk.CanFlush([]));
        disk.Flush([]);
    }

    [Fact]
    public void An_engine_of_another_kernel_behind_a_socket_cannot() // as that of Docker Desktop
    {
        using var disk = new EngineDisk(Storage(kernel: "6.6.0-linuxkit"), Socket);
        Assert.False(disk.CanFlush([]));
    }

    [Fact]
    public void A_folder_of_the_same_path_is_not_taken_for_that_of_an_engine_elsewhere()
    {
        using var disk = new EngineDisk(Storage(), Elsewhere);
        Assert.False(disk.CanFlush(["sha256:01"]));
    }

    [Fact]
    public void A_folder_that_holds_the_engines_ID_is_its_own()
    {
        File.WriteAllText(Path.Combine(_folder.Path, "engine-id"), "the engine's ID\n");
        using var disk = new EngineDisk(Storage(), Elsewhere);
        Assert.True(disk.CanFlush([]));
        disk.Flush([]);
    }

    [Fact]
    public void A_folder_that_holds_an_image_of_the_engine_is_its_own()
    {
        var configurations = Directory.CreateDirectory(Path.Combine(_folder.Path, "image/overlay2/imagedb/content/sha256"));
        File.WriteAllText(Path.Combine(configurations.FullName, "01"), "{}");
        using var disk = new EngineDisk(Storage(), Elsewhere);
        Assert.False(disk.CanFlush(["sha256:02"]));
        Assert.True(disk.CanFlush(["sha256:01"]));
    }

    [Fact]
    public void The_folder_of_an_engine_whose_images_containerd_keeps_elsewhere_is_not_enough()
    {
        File.WriteAllText(Path.Combine(_folder.Path, "engine-id"), "the engine's ID");
        using var disk = new EngineDisk(Storage() with { UsesContainerd = true }, Elsewhere);
        Assert.False(disk.CanFlush([]));
    }

    private EngineStorage Storage(string? folder = null, string? kernel = null) =>
        new(folder ?? _folder.Path, "overlay2", UsesContainerd: false, "the engine's ID", kernel ?? ThisKernel);
}
