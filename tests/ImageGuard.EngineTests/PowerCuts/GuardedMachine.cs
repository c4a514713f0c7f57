using System.Diagnostics;
using System.Globalization;
using Docker.DotNet;
using ImageGuard.Engines;
using ImageGuard.PowerCuts;

namespace ImageGuard.EngineTests.PowerCuts;

/// <summary>A machine whose power can be cut, with an engine and a process that uses the guard.</summary>
internal sealed class GuardedMachine : IAsyncDisposable
{
    private const string Nobody = "65534";
    private const string LockFolder = "/run/imageguard";

    private readonly object _sync = new();
    private readonly Dictionary<string, TaskCompletionSource<Answer?>> _asked = [];
    private readonly PowerCutMachine _machine;
    private readonly CutVariant _variant;
    private Process? _worker;
    private Task _reading = Task.CompletedTask;
    private int _lines;

    private GuardedMachine(PowerCutMachine machine, CutVariant variant)
    {
        _machine = machine;
        _variant = variant;
    }

    public IDockerClient Client => _machine.Client;

    public static async Task<GuardedMachine> StartAsync(EngineKind kind, CutVariant variant)
    {
        var machine = new GuardedMachine(await PowerCutMachine.StartAsync(kind), variant);
        await machine.StartGuardAsync();
        return machine;
    }

    public Task SyncAsync() => _machine.SyncAsync();

    /// <summary>Lets every user read a folder.</summary>
    public Task OpenToAllAsync(string folder) => RunAsync("chmod", "o+rx", folder);

    /// <summary>Has the guard do something.</summary>
    /// <returns>The answer; null where the power failed first.</returns>
    public Task<Answer?> AskAsync(string operation, string image, string source)
    {
        var asked = new TaskCompletionSource<Answer?>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_sync)
        {
            if (_worker is null)
            {
                return Task.FromResult<Answer?>(null);
            }

            var number = (++_lines).ToString(CultureInfo.InvariantCulture);
            _asked[number] = asked;
            _worker.StandardInput.WriteLine(string.Join(MachineWorker.Separator, number, operation, image, source));
            _worker.StandardInput.Flush();
        }

        return asked.Task;
    }

    /// <summary>Cuts the power. What was not answered before that moment is not answered any more.</summary>
    public async Task CutAsync()
    {
        Process worker;
        lock (_sync)
        {
            _machine.CutDisks();
            worker = _worker!;
            _worker = null;
        }

        await _machine.CutAsync();
        await _reading;
        worker.Dispose();
    }

    /// <summary>Boots the machine and starts the guard's process.</summary>
    public async Task BootAsync()
    {
        await _machine.BootAsync();
        await StartGuardAsync();
    }

    public ValueTask DisposeAsync()
    {
        _worker?.Dispose();
        return _machine.DisposeAsync();
    }

    private async Task StartGuardAsync()
    {
        await RunAsync("mkdir", "--mode=777", LockFolder);
        string[] user = [];
        if (_variant == CutVariant.ClosedDataRoot)
        {
            await OpenToAllAsync(_machine.Folder);
            await RunAsync("chmod", "o+rw", _machine.Endpoint.LocalPath);
            await RunAsync("chown", Nobody, _machine.StateFolder);
            user = ["setpriv", $"--reuid={Nobody}", $"--regid={Nobody}", "--clear-groups"];
        }

        var durability = _variant == CutVariant.Background ? Durability.Background : Durability.Flush;
        string[] command = [
            .. user, "dotnet", typeof(MachineWorker).Assembly.Location, MachineWorker.Role,
            _machine.Endpoint.ToString(), _machine.StateFolder, LockFolder, durability.ToString()];
        var start = _machine.Within(command[0], command[1..]);
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        _worker = Process.Start(start)!;
        _reading = ReadAsync(_worker);
    }

    private async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(_machine.Within(program, arguments))!;
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }

    private async Task ReadAsync(Process worker)
    {
        while (await worker.StandardOutput.ReadLineAsync() is { } line)
        {
            var parts = line.Split(MachineWorker.Separator, 3);
            lock (_sync)
            {
                if (_worker == worker && _asked.Remove(parts[0], out var asked))
                {
                    asked.SetResult(new Answer(parts[1] == "done", parts[2]));
                }
            }
        }

        lock (_sync)
        {
            foreach (var asked in _asked.Values)
            {
                asked.SetResult(null);
            }

            _asked.Clear();
        }
    }

    /// <summary>What the guard's process said.</summary>
    /// <param name="IsDone">Whether the operation has succeeded.</param>
    /// <param name="Text">Its result, or its failure.</param>
    internal sealed record Answer(bool IsDone, string Text);
}
