using System.Diagnostics;
using ImageGuard.PowerCuts;

namespace ImageGuard.Engines.Tests;

/// <summary>The process that tests kill: it holds a busy engine, or a machine with one, and does nothing else.</summary>
internal static class EngineHolder
{
    /// <summary>The argument that asks for a machine.</summary>
    public const string Machine = "machine";

    /// <summary>Starts the holder, which writes one line when it holds the engine: the engine's folder.</summary>
    public static Process Start(params string[] arguments) =>
        Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["exec", typeof(EngineHolder).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
        })!;

    private static async Task Main(string[] arguments)
    {
        if (arguments is [Machine])
        {
            await using var machine = await PowerCutMachine.StartAsync(hasStateDisk: true);
            await BusyEngine.OccupyAsync(machine.Client);
            await HoldAsync(machine.Folder);
        }
        else
        {
            await using var engine = await DockerEngine.StartThrowawayAsync();
            using var client = EngineClient.Connect(engine.Endpoint);
            await BusyEngine.OccupyAsync(client);
            await HoldAsync(engine.Folder);
        }
    }

    private static Task HoldAsync(string? folder)
    {
        Console.WriteLine(folder);
        return Task.Delay(Timeout.Infinite);
    }
}
