using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Docker.DotNet;

namespace ImageGuard.Tool.Guarding;

/// <summary>The options that say which engine, and how its locks are used; the same for every guarded command.</summary>
internal static class EngineOptions
{
    private static readonly Option<Uri> Host = new("--host", "-H")
    {
        Description = "The engine's address. Default: DOCKER_HOST, else the machine's own engine.",
        HelpName = "address",
        CustomParser = result => Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var address) ? address : Wrong<Uri>(result, "is no address"),
    };

    private static readonly Option<string?> LockFolder = new("--lock-folder") { Description = "The folder of the lock files; all who use the engine must agree on it.", HelpName = "folder" };

    private static readonly Option<TimeSpan> LockTimeout = Seconds("--lock-timeout", "How many seconds to wait for operations on the same images.", 600);

    private static readonly Option<TimeSpan> SettleTime = Seconds("--settle-time", "How many seconds an engine may need to finish what was interrupted.", 60);

    /// <summary>Adds the options to a command.</summary>
    public static void AddTo(Command command)
    {
        foreach (var option in new Option[] { Host, LockFolder, LockTimeout, SettleTime })
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The engine that the user means.</summary>
    public static Uri EndpointOf(ParseResult parsed) => parsed.GetValue(Host) ?? Environment.GetEnvironmentVariable("DOCKER_HOST") switch
    {
        { Length: > 0 } host => Uri.TryCreate(host, UriKind.Absolute, out var address) ? address : throw new IOException($"DOCKER_HOST is no address: {host}"),
        _ => new Uri(OperatingSystem.IsWindows() ? "npipe://./pipe/docker_engine" : "unix:///var/run/docker.sock"),
    };

    /// <summary>A client of the engine. Only the user ends a call: nobody knows how long a pull takes.</summary>
    public static DockerClient Connect(Uri endpoint)
    {
        using var configuration = new DockerClientConfiguration(endpoint, defaultTimeout: Timeout.InfiniteTimeSpan);
        return configuration.CreateClient();
    }

    /// <summary>How the guard works.</summary>
    public static ImageGuardOptions GuardOptionsOf(ParseResult parsed)
    {
        var options = new ImageGuardOptions { LockTimeout = parsed.GetValue(LockTimeout), SettleTime = parsed.GetValue(SettleTime) };
        options.LockFolder = parsed.GetValue(LockFolder) ?? options.LockFolder;
        return options;
    }

    private static Option<TimeSpan> Seconds(string name, string description, int seconds) => new(name)
    {
        Description = $"{description} Default: {seconds.ToString(CultureInfo.InvariantCulture)}.",
        HelpName = "seconds",
        DefaultValueFactory = _ => TimeSpan.FromSeconds(seconds),
        CustomParser = result => double.TryParse(result.Tokens[0].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value is >= 0 and < 1e6
            ? TimeSpan.FromSeconds(value)
            : Wrong<TimeSpan>(result, "is no number of seconds"),
    };

    private static T? Wrong<T>(ArgumentResult result, string reason)
    {
        result.AddError($"'{result.Tokens[0].Value}' {reason}.");
        return default;
    }
}
