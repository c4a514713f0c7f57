using System.CommandLine;
using Docker.DotNet;

namespace ImageGuard.Tool.Guarding;

/// <summary>The options that say which engine, and how its locks are used; the same for every guarded command.</summary>
internal static class EngineOptions
{
    /// <summary>What the timers of .NET can wait for.</summary>
    private const int Longest = 1_000_000;

    private static readonly Option<string?> Host = new("--host", "-H") { Description = "The engine's address. Default: DOCKER_HOST, else the machine's own engine.", HelpName = "address" };

    private static readonly Option<string?> LockFolder = new("--lock-folder") { Description = "The folder of the lock files; all who use the engine must agree on it.", HelpName = "folder" };

    private static readonly Option<string?> StateFolder = new("--state-folder") { Description = "The folder of the journal; all who use the engine on this machine should agree on it.", HelpName = "folder" };

    private static readonly Option<string> Journal = Choice.Among(
        "--journal", "Whether an operation may run without a journal: never, where none can be used, or always.", "required", "optional", "none");

    private static readonly Option<double> LockTimeout = Seconds("--lock-timeout", "How long to wait for operations on the same images.", 600);

    private static readonly Option<double> SettleTime = Seconds("--settle-time", "How long an engine may need to finish what was interrupted.", 60);

    /// <summary>Adds the options to a command.</summary>
    public static void AddTo(Command command)
    {
        foreach (var option in new Option[] { Host, LockFolder, StateFolder, Journal, LockTimeout, SettleTime })
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The engine that the user means.</summary>
    /// <exception cref="IOException">What names it is no address.</exception>
    public static Uri EndpointOf(ParseResult parsed)
    {
        var host = parsed.GetValue(Host) ?? Environment.GetEnvironmentVariable("DOCKER_HOST") switch
        {
            { Length: > 0 } configured => configured,
            _ => OperatingSystem.IsWindows() ? "npipe://./pipe/docker_engine" : "unix:///var/run/docker.sock",
        };
        return Uri.TryCreate(host, UriKind.Absolute, out var address) ? address : throw new IOException($"The engine's address '{host}' is none. Write it as unix:///var/run/docker.sock or tcp://host:2375.");
    }

    /// <summary>A client of the engine. Only the user ends a call: nobody knows how long a pull takes.</summary>
    public static DockerClient Connect(Uri endpoint)
    {
        using var configuration = new DockerClientConfiguration(endpoint, defaultTimeout: Timeout.InfiniteTimeSpan);
        return configuration.CreateClient();
    }

    /// <summary>How the guard works.</summary>
    public static ImageGuardOptions GuardOptionsOf(ParseResult parsed)
    {
        var options = new ImageGuardOptions
        {
            LockTimeout = TimeSpan.FromSeconds(parsed.GetValue(LockTimeout)),
            SettleTime = TimeSpan.FromSeconds(parsed.GetValue(SettleTime)),
            Journal = parsed.GetRequiredValue(Journal) switch
            {
                "optional" => JournalPolicy.WherePossible,
                "none" => JournalPolicy.None,
                _ => JournalPolicy.Required,
            },
            RecoveryCredentials = RegistryCredentials.For,
        };
        options.LockFolder = parsed.GetValue(LockFolder) ?? options.LockFolder;
        options.StateFolder = parsed.GetValue(StateFolder) ?? options.StateFolder;
        return options;
    }

    private static Option<double> Seconds(string name, string description, int seconds)
    {
        var option = new Option<double>(name) { Description = description, HelpName = "seconds", DefaultValueFactory = _ => seconds };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is not (>= 0 and <= Longest))
            {
                result.AddError($"{name} takes seconds, from 0 to {Longest}.");
            }
        });
        return option;
    }
}
