namespace ImageGuard.Benchmarks;

/// <summary>How busy other programs keep the machine, which every measurement has to tell.</summary>
internal static class MachineLoad
{
    /// <summary>The load average of 1, 5 and 15 minutes.</summary>
    public static string Now => string.Join(", ", File.ReadAllText("/proc/loadavg").Split(' ').Take(3));
}
