namespace ImageGuard.Engines;

/// <summary>What a machine must have before a throwaway engine can be started on it.</summary>
internal static class EngineRequirements
{
    private static readonly string[] Folders =
        [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries), "/usr/sbin", "/sbin"];

    /// <summary>The full path of a program, also of one that only root's PATH has; null if it is not installed.</summary>
    public static string? Find(string program) =>
        Folders.Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    /// <summary>Why no throwaway engine can be started, and what to do; null if one can.</summary>
    public static string? Unmet(string daemon, bool isRoot, Func<string, string?> find)
    {
        if (!OperatingSystem.IsLinux())
        {
            return "A throwaway engine needs Linux. Set DOCKER_HOST to an engine that the tests may use.";
        }

        if (!isRoot)
        {
            return "A throwaway engine needs root. Run the tests as root, or set DOCKER_HOST to an engine that they may use.";
        }

        (string Program, string Package)[] needed = [(daemon, "docker.io"), ("containerd", "docker.io"), ("unshare", "util-linux")];
        var missing = needed.Where(need => find(need.Program) is null).ToArray();
        return missing.Length == 0
            ? null
            : $"A throwaway engine needs {string.Join(", ", missing.Select(need => need.Program))}. " +
              $"Run tests/install-engine.sh, or: apt-get install {string.Join(' ', missing.Select(need => need.Package).Distinct())}";
    }
}
