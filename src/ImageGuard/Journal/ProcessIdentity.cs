using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Serialization;

namespace ImageGuard.Journal;

/// <summary>A process, told apart from all others that ever ran, on this machine or another.</summary>
/// <param name="Machine">The machine's name.</param>
/// <param name="Boot">What the machine's kernel calls the time since it was started; it changes with every boot.</param>
/// <param name="Namespace">The namespace that its number belongs to: processes in containers have numbers of their own.</param>
/// <param name="Id">Its number.</param>
/// <param name="Started">When it started, as the kernel counts it.</param>
internal sealed record ProcessIdentity(string Machine, string Boot, string Namespace, int Id, string Started)
{
    /// <summary>This process.</summary>
    public static ProcessIdentity Current { get; } = new(
        Environment.MachineName,
        ReadOrEmpty("/proc/sys/kernel/random/boot_id"),
        new FileInfo("/proc/self/ns/pid").LinkTarget ?? "",
        Environment.ProcessId,
        StartOf(Environment.ProcessId));

    /// <summary>Whether the kernel that it ran on is the one of now, which has not lost power since. (A container has it in common with its host.)</summary>
    [JsonIgnore]
    public bool IsOfThisBoot => Boot == Current.Boot;

    /// <summary>Whether it still runs; null where that cannot be seen from here.</summary>
    [JsonIgnore]
    public bool? IsAlive =>
        IsOfThisBoot && Namespace == Current.Namespace ? StartOf(Id) == Started && Started.Length > 0
        : !IsOfThisBoot && Machine == Current.Machine ? false
        : null;

    private static string ReadOrEmpty(string path) => File.Exists(path) ? File.ReadAllText(path).Trim() : "";

    private static string StartOf(int id)
    {
        try
        {
            if (!OperatingSystem.IsLinux())
            {
                using var process = Process.GetProcessById(id);
                return process.StartTime.ToUniversalTime().Ticks.ToString(CultureInfo.InvariantCulture);
            }

            // From the third field on: the second is the program's name in parentheses and may hold anything.
            var status = File.ReadAllText($"/proc/{id}/stat");
            var fields = status[(status.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X" ? "" : fields[19];
        }
        catch (Exception failure) when (failure is IOException or ArgumentException or InvalidOperationException)
        {
            return "";
        }
    }
}
