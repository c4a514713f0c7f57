using ImageGuard.Locks;

namespace ImageGuard.Tests.Locks;

public sealed class LockFolderTests : IDisposable
{
    private readonly TemporaryFolder _root = new();

    [Fact]
    public void Each_engine_has_its_own_folder_and_keeps_it()
    {
        var first = LockFolder.Open(_root.Path, "engine 1");

        Assert.Equal(first, LockFolder.Open(_root.Path, "engine 1"));
        Assert.NotEqual(first, LockFolder.Open(_root.Path, "engine 2"));
        Assert.Empty(Directory.EnumerateFileSystemEntries(first));
    }

    [Fact]
    public void Every_user_can_lock()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // There the folder's access list is inherited.
        }

        var folder = LockFolder.Open(_root.Path, "engine");
        new LockFile(Path.Combine(folder, "engine.lock")).TryLock(Model.OverlapMode.Shared)!.Dispose();

        Assert.True(File.GetUnixFileMode(folder).HasFlag(UnixFileMode.OtherWrite));
        Assert.True(File.GetUnixFileMode(Path.Combine(folder, "engine.lock")).HasFlag(UnixFileMode.OtherWrite));
    }

    public void Dispose() => _root.Dispose();
}
