using System.Diagnostics;

namespace ImageGuard.Engines.Tests;

/// <summary>What an engine leaves on the machine: its folder, processes, mounts, cgroups and loop devices all carry the folder's name.</summary>
internal static class Traces
{
    public static string[] Of(string folder)
    {
        var name = Path.GetFileName(folder);
        var processes = Directory.EnumerateDirectories("/proc")
            .Where(process => int.TryParse(Path.GetFileName(process), out _))
            .Select(process => (process, Command: ReadIfThere(Path.Combine(process, "cmdline")).Replace('\0', ' ')))
            .Where(entry => entry.Command.Contains(name, StringComparison.Ordinal))
            .Select(entry => $"{entry.process}: {entry.Command}");
        var mounts = File.ReadLines("/proc/self/mountinfo").Where(mount => mount.Contains(name, StringComparison.Ordinal));
        var cgroups = Directory.EnumerateDirectories("/sys/fs/cgroup", name)
            .Concat(Directory.EnumerateDirectories("/sys/fs/cgroup").SelectMany(root => Directory.EnumerateDirectories(root, name)));
        var loops = Directory.EnumerateDirectories("/sys/block", "loop*")
            .Select(device => ReadIfThere(Path.Combine(device, "loop", "backing_file")))
            .Where(file => file.Contains(name, StringComparison.Ordinal));
        var folders = Directory.Exists(folder) ? [folder] : Array.Empty<string>();
        return [.. processes, .. mounts, .. cgroups, .. loops, .. folders];
    }

    /// <summary>Fails if traces of an engine are there that was killed a while ago.</summary>
    public static async Task WaitUntilGoneAsync(string folder)
    {
        var clock = Stopwatch.StartNew();
        while (Of(folder).Length > 0 && clock.Elapsed < TimeSpan.FromSeconds(20))
        {
            await Task.Delay(50);
        }

        Assert.Empty(Of(folder));
    }

    private static string ReadIfThere(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (IOException)
        {
            return ""; // the process has ended meanwhile
        }
    }
}
