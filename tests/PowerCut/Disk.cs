using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ImageGuard.PowerCuts;

/// <summary>A disk of a machine whose power can be cut: a file with an ext4 file system in it, mounted with its default options.</summary>
internal static partial class Disk
{
    private const int OpenReadOnly = 0;
    private const nuint ShutDown = 0x8004587d; // EXT4_IOC_SHUTDOWN
    private const uint WithoutFlush = 2; // EXT4_GOING_FLAGS_NOLOGFLUSH

    /// <summary>Makes a disk; the file takes up only what is written to it.</summary>
    public static async Task MakeAsync(string path, long bytes)
    {
        await using (var file = File.Create(path))
        {
            file.SetLength(bytes);
        }

        using var format = Process.Start("mkfs.ext4", ["-q", "-F", path]);
        await format.WaitForExitAsync();
        if (format.ExitCode != 0)
        {
            throw new IOException($"mkfs.ext4 {path} ended with {format.ExitCode}.");
        }
    }

    /// <summary>
    /// Stops a mounted file system at once, between two writes, and lets nothing that is still in memory reach its disk any more: neither
    /// data nor the journal. What the disk holds from now on is what it would hold after a power cut at this moment.
    /// </summary>
    /// <param name="mountPoint">A folder on it.</param>
    public static void Cut(string mountPoint)
    {
        var folder = Open(mountPoint, OpenReadOnly);
        if (folder < 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError(), mountPoint);
        }

        var flags = WithoutFlush;
        var outcome = Control(folder, ShutDown, ref flags);
        var error = Marshal.GetLastPInvokeError();
        _ = Close(folder);
        if (outcome != 0)
        {
            throw new Win32Exception(error, mountPoint);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Control(int file, nuint request, ref uint flags);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int file);
}
