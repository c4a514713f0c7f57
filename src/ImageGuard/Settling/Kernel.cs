using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ImageGuard.Settling;

/// <summary>What Linux is asked for that .NET does not offer.</summary>
internal static partial class Kernel
{
    private const int ReadOnlyDirectory = 0x10000 | 0x80000; // O_DIRECTORY | O_CLOEXEC, of x86; other processors swap only the first.
    private const int ReadOnlyDirectoryOnArm = 0x4000 | 0x80000;

    /// <summary>The version of the kernel; empty where it is none of Linux.</summary>
    public static string Release { get; } =
        OperatingSystem.IsLinux() ? File.ReadAllText("/proc/sys/kernel/osrelease").Trim() : "";

    /// <summary>Opens a folder, to name the file system that it is on; null where it cannot be opened.</summary>
    public static SafeFileHandle? TryOpenFolder(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        var isArm = RuntimeInformation.ProcessArchitecture is Architecture.Arm or Architecture.Arm64;
        var handle = Open(path, isArm ? ReadOnlyDirectoryOnArm : ReadOnlyDirectory);
        if (!handle.IsInvalid)
        {
            return handle;
        }

        handle.Dispose();
        return null;
    }

    /// <summary>Waits until all that was written to the folder's file system is on disk.</summary>
    /// <exception cref="IOException">The disk has failed.</exception>
    public static void FlushFileSystem(SafeFileHandle folder)
    {
        if (SyncFileSystem(folder) != 0)
        {
            throw new IOException($"The engine's data cannot be written to disk: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}.");
        }
    }

    /// <summary>Waits until all that was written to any file system of this kernel is on disk.</summary>
    [LibraryImport("libc", EntryPoint = "sync")]
    public static partial void FlushAll();

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "syncfs", SetLastError = true)]
    private static partial int SyncFileSystem(SafeFileHandle folder);
}
