using System.Diagnostics;
using System.Globalization;

namespace ImageGuard.Engines;

/// <summary>
/// A <c>dockerd</c> that lives no longer than this object and this process. The work is done by throwaway-engine.sh, whose
/// standard input this object holds open: the kernel closes it even when the process is killed.
/// </summary>
internal sealed class ThrowawayDaemon : IAsyncDisposable
{
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(60);

    private readonly Process _keeper;
    private readonly Task _ended;

    private ThrowawayDaemon(string folder, Process keeper)
    {
        Folder = folder;
        _keeper = keeper;
        _ended = keeper.StandardOutput.ReadLineAsync();
    }

    public string Folder { get; }

    public Uri Endpoint => new($"unix://{Folder}/docker.sock");

    /// <summary>The first process of the daemon's namespaces, by whose number others enter them.</summary>
    public int FirstProcessId
    {
        get
        {
            var script = File.ReadAllText(Path.Combine(Folder, "keeper")).Trim();
            return int.Parse(FirstChildOf(FirstChildOf(script)), CultureInfo.InvariantCulture);
        }
    }

    /// <summary>Starts a daemon.</summary>
    /// <param name="program">Which.</param>
    /// <param name="folder">The folder that it gets, which is new and goes with it; null for any.</param>
    /// <param name="disks">A folder of disk images that it gets; see the script.</param>
    public static ThrowawayDaemon Start(EngineProgram program, string? folder = null, string? disks = null)
    {
        if (program.Unmet is { } unmet)
        {
            throw new EngineUnavailableException(unmet);
        }

        folder = folder is null ? Directory.CreateTempSubdirectory("imageguard-").FullName : Directory.CreateDirectory(folder).FullName;
        File.WriteAllText(Path.Combine(folder, "daemon.json"), program.Configuration); // so that the host's daemon.json is not read
        var script = Path.Combine(folder, "throwaway-engine.sh");
        using (var resource = typeof(ThrowawayDaemon).Assembly.GetManifestResourceStream("throwaway-engine.sh")!)
        using (var file = File.Create(script))
        {
            resource.CopyTo(file);
        }

        // setsid --fork: neither Ctrl+C nor a test runner that kills its process tree reaches the script before it has cleaned up.
        var start = new ProcessStartInfo("setsid", ["--fork", "sh", script, folder, program.Path, disks ?? "", program.Root ?? ""])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        return new ThrowawayDaemon(folder, Process.Start(start)!);
    }

    public async Task WaitUntilAnsweringAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        while (!await EnginePing.AnswersAsync(Endpoint, cancellationToken))
        {
            if (_ended.IsCompleted)
            {
                throw new EngineUnavailableException($"dockerd ended while it started. Its log ends with:{LogTail()}");
            }

            if (clock.Elapsed > limit)
            {
                throw new EngineUnavailableException($"dockerd did not answer within {limit.TotalSeconds} s. Its log ends with:{LogTail()}");
            }

            await Task.Delay(50, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _keeper.StandardInput.Close();
        await _ended;
        await _keeper.StandardOutput.ReadToEndAsync().WaitAsync(StopLimit);
        _keeper.Dispose();
    }

    private static string FirstChildOf(string process) => File.ReadAllText($"/proc/{process}/task/{process}/children").Split(' ')[0];

    private string LogTail()
    {
        var log = Path.Combine(Folder, "log");
        var lines = File.Exists(log) ? File.ReadLines(log).TakeLast(20) : ["(no log)"];
        return Environment.NewLine + string.Join(Environment.NewLine, lines);
    }
}
