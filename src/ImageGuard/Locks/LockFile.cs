using ImageGuard.Model;
using Microsoft.Win32.SafeHandles;

namespace ImageGuard.Locks;

/// <summary>
/// One file that processes lock by opening it. .NET locks it with <c>flock</c> on Unix and with share modes on Windows; the system
/// releases the lock when the process ends, however it ends.
/// </summary>
/// <remarks>
/// The file is never deleted: a process that waits for it would go on with the deleted one while others lock its successor
/// (dotnet/runtime#55327). For a shared lock it is opened read-only, because some network file systems lock no writable handle
/// shared (dotnet/runtime#55256).
/// </remarks>
internal sealed class LockFile(string path)
{
    private const int WouldBlockOnLinux = 11;
    private const int WouldBlockOnBsd = 35;
    private const int SharingViolation = unchecked((int)0x80070020);

    private const UnixFileMode ForEveryone =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    /// <summary>Locks the file, or returns null while another holds it in a way that excludes this one.</summary>
    public SafeFileHandle? TryLock(OverlapMode mode)
    {
        try
        {
            return Open(mode);
        }
        catch (FileNotFoundException)
        {
            Create();
            return TryLock(mode);
        }
        catch (IOException failure) when (failure.HResult is WouldBlockOnLinux or WouldBlockOnBsd or SharingViolation)
        {
            return null;
        }
    }

    // Not OpenOrCreate: Linux refuses O_CREAT for another user's file in a sticky folder (fs.protected_regular), even to root.
    private SafeFileHandle Open(OverlapMode mode) => mode == OverlapMode.Exclusive
        ? File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None)
        : File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read);

    private void Create()
    {
        try
        {
            File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite).Dispose();
        }
        catch (IOException) when (File.Exists(path))
        {
            return; // Another process was faster.
        }

        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, ForEveryone);
        }
    }
}
