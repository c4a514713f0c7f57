using System.Diagnostics;
using Docker.DotNet;
using ImageGuard.Engines;

namespace ImageGuard.PowerCuts;

/// <summary>
/// A machine with a real engine whose power can be cut. The engine's data, its identity and, unless it gets a disk of its own, the state of
/// whoever uses it are on a disk of the machine; each boot has an ID of its own. Nothing of it outlives this object or this process.
/// </summary>
public sealed class PowerCutMachine : IAsyncDisposable
{
    private const long DiskBytes = 1L << 30;

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly OwnedFolder _folder;
    private readonly EngineProgram _engine;
    private readonly string[] _disks;
    private ThrowawayDaemon? _daemon;
    private DockerClient? _client;

    private PowerCutMachine(OwnedFolder folder, EngineProgram engine, string[] disks)
    {
        _folder = folder;
        _engine = engine;
        _disks = disks;
    }

    /// <summary>A folder whose name its processes, mounts, cgroups and loop devices carry.</summary>
    public string Folder => _folder.Path;

    /// <summary>Where the engine's API listens, at every boot.</summary>
    public Uri Endpoint => new($"unix://{EngineFolder}/docker.sock");

    /// <summary>A client of the engine; a new one after each boot.</summary>
    public IDockerClient Client => _client!;

    /// <summary>A folder on the machine's disk, or on a second one, for the state of programs; it exists within the machine only.</summary>
    public string StateFolder => Path.Combine(EngineFolder, _disks[^1], "state");

    private string EngineFolder => Path.Combine(_folder.Path, Path.GetFileName(_folder.Path));

    private string DiskFolder => Path.Combine(_folder.Path, "disks");

    /// <summary>Makes a machine and boots it.</summary>
    /// <param name="kind">The kind of its engine.</param>
    /// <param name="hasStateDisk">Whether <see cref="StateFolder"/> is on a disk of its own.</param>
    /// <exception cref="EngineUnavailableException">There can be no such machine here; the message says what to do.</exception>
    public static async Task<PowerCutMachine> StartAsync(EngineKind kind = EngineKind.DockerClassic, bool hasStateDisk = false)
    {
        var machine = new PowerCutMachine(OwnedFolder.Create(), EngineProgram.Of(kind), hasStateDisk ? ["disk", "state-disk"] : ["disk"]);
        try
        {
            Directory.CreateDirectory(machine.DiskFolder);
            foreach (var disk in machine._disks)
            {
                await Disk.MakeAsync(machine.FileOf(disk), DiskBytes);
            }

            await machine.BootAsync();
            return machine;
        }
        catch
        {
            await machine.DisposeAsync();
            throw;
        }
    }

    /// <summary>Boots the machine after its power was cut: the file systems replay their journals, the engine starts on what there is.</summary>
    public async Task BootAsync()
    {
        _daemon = ThrowawayDaemon.Start(_engine, EngineFolder, DiskFolder);
        await _daemon.WaitUntilAnsweringAsync(StartLimit, CancellationToken.None);
        _client = EngineClient.Connect(Endpoint);
        Directory.CreateDirectory(SeenFromOutside(StateFolder));
    }

    /// <summary>
    /// Cuts the power: from now on nothing reaches the disks, and within moments no process is left. <see cref="BootAsync"/> brings the
    /// machine back.
    /// </summary>
    public async Task CutAsync()
    {
        CutDisks();
        await EndAsync();
    }

    /// <summary>The first half of <see cref="CutAsync"/>, which takes no time: what processes say after it was never true.</summary>
    public void CutDisks()
    {
        foreach (var disk in _disks)
        {
            Disk.Cut(SeenFromOutside(Path.Combine(EngineFolder, disk)));
        }
    }

    /// <summary>Waits until all that was written so far is on the disks.</summary>
    public async Task SyncAsync()
    {
        foreach (var disk in _disks)
        {
            using var sync = Process.Start("sync", ["--file-system", SeenFromOutside(Path.Combine(EngineFolder, disk))]);
            await sync.WaitForExitAsync();
        }
    }

    /// <summary>How a program is started within the machine, where it sees the machine's disks and ends with its power.</summary>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    public ProcessStartInfo Within(string program, params IEnumerable<string> arguments) =>
        new("nsenter", ["--target", $"{_daemon!.FirstProcessId}", "--mount", "--pid", "--", program, .. arguments]);

    /// <summary>The path by which the host reaches what is on the machine's disks.</summary>
    public string SeenFromOutside(string path) => $"/proc/{_daemon!.FirstProcessId}/root{path}";

    /// <summary>Ends the machine and waits until nothing of it is left.</summary>
    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _folder.Dispose();
    }

    private string FileOf(string disk) => Path.Combine(DiskFolder, disk + ".img");

    private async Task EndAsync()
    {
        _client?.Dispose();
        _client = null;
        if (_daemon is { } daemon)
        {
            _daemon = null;
            await daemon.DisposeAsync();
            await WaitForLoopDevicesAsync();
        }
    }

    /// <summary>The kernel unmounts after the last process has ended, not at once.</summary>
    private async Task WaitForLoopDevicesAsync()
    {
        while (Directory.EnumerateDirectories("/sys/block", "loop*").Any(HoldsDisk))
        {
            await Task.Delay(10);
        }
    }

    private bool HoldsDisk(string device)
    {
        try
        {
            return File.ReadAllText(Path.Combine(device, "loop", "backing_file")).StartsWith(DiskFolder, StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false; // It is not set up.
        }
    }
}
