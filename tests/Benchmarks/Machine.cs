using System.Globalization;

namespace ImageGuard.Benchmarks;

/// <summary>Where and when something is measured, and what else runs there.</summary>
internal static class Machine
{
    public static string Describe() =>
        $"Measured on {DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}, {Environment.ProcessorCount} cores{Processor()}, .NET {Environment.Version}; load before: {Load()}.";

    /// <summary>The load averages of one, five and fifteen minutes, where the system tells them.</summary>
    public static string Load() => File.Exists("/proc/loadavg") ? string.Join(", ", File.ReadAllText("/proc/loadavg").Split(' ').Take(3)) : "unknown";

    private static string Processor() =>
        File.Exists("/proc/cpuinfo") && File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) is { } name
            ? $" of {name.Split(':')[1].Trim()}"
            : "";
}
