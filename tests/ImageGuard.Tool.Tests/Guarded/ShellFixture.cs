using System.Net;
using Docker.DotNet;
using ImageGuard.Engines;

namespace ImageGuard.Tool.Tests.Guarded;

/// <summary>The tool beside a real engine.</summary>
public sealed class ShellFixture : IAsyncLifetime
{
    private readonly EngineFixture _engine = new();

    public IDockerClient Client => _engine.Client;

    /// <summary>A folder for archives; the lock files lie in it too.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("imageguard-").FullName;

    private string[] EngineArguments => EngineArgumentsWith(Folder);

    public Task InitializeAsync() => _engine.InitializeAsync();

    public async Task DisposeAsync()
    {
        await _engine.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    public string PathOf(string file) => Path.Combine(Folder, file);

    /// <summary>A guard on the same engine, as another process would have it.</summary>
    public Task<DockerImageGuard> OpenGuardAsync() => DockerImageGuard.OpenAsync(Client, new ImageGuardOptions { LockFolder = Folder, StateFolder = Folder });

    /// <summary>Another way to the engine, on which its answers can be held back.</summary>
    public SocketRelay OpenRelay() => SocketRelay.ToUnix(IPAddress.Loopback, _engine.Endpoint.LocalPath);

    /// <summary>Runs a command in pipes.</summary>
    internal Task<ToolRun> RunAsync(params string[] arguments) => ToolProcess.RunAsync(Folder, [.. arguments, .. EngineArguments]);

    /// <summary>Starts a command in pipes; its input stays open.</summary>
    internal ToolProcess Open(params string[] arguments) =>
        ToolProcess.Open(Folder, "dotnet", [ToolProcess.Assembly, .. arguments, .. EngineArguments]);

    /// <summary>As the other, by way of a relay.</summary>
    internal ToolProcess OpenBy(SocketRelay relay, params string[] arguments) =>
        ToolProcess.Open(Folder, "dotnet", [ToolProcess.Assembly, .. arguments, .. EngineArgumentsWith(Folder, new Uri($"tcp://{relay.EndPoint}"))]);

    /// <summary>As the other, with a journal that no other test reads.</summary>
    internal Task<ToolRun> RunWithStateAsync(string stateFolder, params string[] arguments) =>
        ToolProcess.RunAsync(Folder, [.. arguments, .. EngineArgumentsWith(stateFolder)]);

    /// <summary>As the other, with a journal that no other test reads.</summary>
    internal ToolProcess OpenWithState(string stateFolder, params string[] arguments) =>
        ToolProcess.Open(Folder, "dotnet", [ToolProcess.Assembly, .. arguments, .. EngineArgumentsWith(stateFolder)]);

    /// <summary>Starts a command in a terminal; what is written to its input are keys.</summary>
    internal ToolProcess OpenTerminal(params string[] arguments) => ToolProcess.Open(
        Folder, "script", "-qec", $"stty cols 120; dotnet {ToolProcess.Assembly} {string.Join(' ', arguments.Concat(EngineArguments))}", "/dev/null");

    /// <summary>Runs a command in a terminal.</summary>
    internal async Task<ToolRun> RunInTerminalAsync(params string[] arguments)
    {
        using var process = OpenTerminal(arguments);
        return await process.EndAsync();
    }

    private string[] EngineArgumentsWith(string stateFolder, Uri? endpoint = null) =>
        ["--host", $"{endpoint ?? _engine.Endpoint}", "--lock-folder", Folder, "--state-folder", stateFolder];

    /// <summary>Loads a new image without the tool.</summary>
    internal async Task<string> NewImageAsync(int ballastMegabytes = 0)
    {
        var name = TestImage.NewName("tool");
        await Client.LoadNewAsync(name, ballastMegabytes);
        return name;
    }
}

/// <summary>The tests that share one engine; they run one after the other, for a prune of one would disturb another.</summary>
[CollectionDefinition(Name)]
public sealed class OneEngine : ICollectionFixture<ShellFixture>
{
    public const string Name = "engine";
}
