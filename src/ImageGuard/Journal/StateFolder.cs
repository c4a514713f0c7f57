using System.Security.Cryptography;
using System.Text;

namespace ImageGuard.Journal;

/// <summary>The folder that holds what the guard remembers of one engine.</summary>
internal static class StateFolder
{
    /// <summary>
    /// Where the state goes unless the user says otherwise. Nobody else may write there: recovery loads what the journal names, so whoever
    /// can write it can put an image under any name.
    /// </summary>
    public static string Default
    {
        get
        {
            if (OperatingSystem.IsWindows())
            {
                return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.CommonApplicationData), "ImageGuard", "state");
            }

            if (Environment.IsPrivilegedProcess)
            {
                return "/var/lib/imageguard";
            }

            var state = Environment.GetEnvironmentVariable("XDG_STATE_HOME");
            var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
            return Path.Combine(string.IsNullOrEmpty(state) ? Path.Combine(home, ".local", "state") : state, "imageguard");
        }
    }

    /// <summary>Makes the folder for an engine; it may be used by those who may use the folder above it.</summary>
    /// <exception cref="IOException">The folder cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be made.</exception>
    public static string Open(string root, string engineKey)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(root);
        }
        else
        {
            Directory.CreateDirectory(root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        var folder = Path.Combine(root, Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(engineKey)), 0, 8));
        if (!Directory.Exists(folder))
        {
            Directory.CreateDirectory(folder);
            GiveModeOf(root, folder);
        }

        return folder;
    }

    /// <summary>Lets those use a file or folder who may use the folder above it.</summary>
    public static void GiveModeOf(string folder, string path)
    {
        const UnixFileMode execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        const UnixFileMode permissions = (UnixFileMode)0b111_111_111;
        if (!OperatingSystem.IsWindows())
        {
            var mode = File.GetUnixFileMode(folder);
            File.SetUnixFileMode(path, Directory.Exists(path) ? mode : mode & permissions & ~execute);
        }
    }
}
