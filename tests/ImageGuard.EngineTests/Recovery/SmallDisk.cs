using System.Diagnostics;

namespace ImageGuard.EngineTests.Recovery;

/// <summary>A file system of a megabyte, which can be full or read-only.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly RecoveryState _state = new();

    public SmallDisk() => Run("mount", "-t", "tmpfs", "-o", "size=1m,mode=700", "small", _state.Folder);

    public RecoveryState State => _state;

    private string Filling => Path.Combine(_state.Folder, "filling");

    /// <summary>Leaves not a byte.</summary>
    public void Fill()
    {
        using var file = new FileStream(Filling, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        for (var size = 1 << 16; size > 0; size >>= 1)
        {
            try
            {
                while (true)
                {
                    file.Write(new byte[size]);
                }
            }
            catch (IOException)
            {
                // Full for pieces of this size.
            }
        }
    }

    public void Free() => File.Delete(Filling);

    public void MakeReadOnly() => Run("mount", "-o", "remount,ro", _state.Folder);

    public void Dispose()
    {
        Run("umount", "--lazy", _state.Folder);
        _state.Dispose();
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
