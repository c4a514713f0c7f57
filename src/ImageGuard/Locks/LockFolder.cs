using System.Security.Cryptography;
using System.Text;
using ImageGuard.Model;

namespace ImageGuard.Locks;

/// <summary>The folder that holds the lock files of one engine.</summary>
internal static class LockFolder
{
    private const UnixFileMode ForEveryone =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private const string SystemLockFolder = "/run/lock";

    /// <summary>
    /// Where lock files go unless the user says otherwise. It depends on the machine alone, never on the user or on <c>TMPDIR</c>:
    /// processes that chose different folders would not exclude one another.
    /// </summary>
    public static string Default
    {
        get
        {
            if (OperatingSystem.IsWindows())
            {
                return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.CommonApplicationData), "ImageGuard", "locks");
            }

            var isOpenToAll = Directory.Exists(SystemLockFolder)
                && File.GetUnixFileMode(SystemLockFolder).HasFlag(UnixFileMode.OtherWrite);
            return Path.Combine(isOpenToAll ? SystemLockFolder : "/tmp", "imageguard");
        }
    }

    /// <summary>Opens the folder for an engine and proves that its file system really locks.</summary>
    /// <exception cref="IOException">
    /// The folder cannot be made, or two holders got one lock at a time: .NET ignores every failure of <c>flock</c> but contention.
    /// </exception>
    public static string Open(string root, string engineKey)
    {
        CreateForEveryone(root);
        var folder = Path.Combine(root, Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(engineKey)), 0, 8));
        CreateForEveryone(folder);
        Probe(folder);
        return folder;
    }

    private static void CreateForEveryone(string folder)
    {
        if (Directory.Exists(folder))
        {
            return;
        }

        Directory.CreateDirectory(folder);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder, ForEveryone);
        }
    }

    private static void Probe(string folder)
    {
        var path = Path.Combine(folder, $"probe-{Guid.NewGuid():n}");
        var file = new LockFile(path);
        try
        {
            using (file.TryLock(OverlapMode.Exclusive))
            {
                Expect(file, OverlapMode.Exclusive, isFree: false);
                Expect(file, OverlapMode.Shared, isFree: false);
            }

            using (file.TryLock(OverlapMode.Shared))
            {
                Expect(file, OverlapMode.Exclusive, isFree: false);
                Expect(file, OverlapMode.Shared, isFree: true);
            }
        }
        finally
        {
            File.Delete(path); // Its name is used once, so nobody can be waiting for it.
        }
    }

    private static void Expect(LockFile file, OverlapMode mode, bool isFree)
    {
        using var handle = file.TryLock(mode);
        if (handle is not null != isFree)
        {
            throw new IOException(
                "Files in the lock folder do not exclude one another. Choose ImageGuardOptions.LockFolder on a local file system, and do "
                + "not set DOTNET_SYSTEM_IO_DISABLEFILELOCKING.");
        }
    }
}
