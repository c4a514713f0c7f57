using ImageGuard.EngineTests.PowerCuts;
using ImageGuard.EngineTests.Recovery;
using ImageGuard.EngineTests.Storms;

namespace ImageGuard.EngineTests;

/// <summary>The program that tests start as further processes.</summary>
internal static class Program
{
    private static Task Main(string[] arguments) => arguments switch
    {
        [StormWorker.Role, .. var rest] => StormWorker.RunAsync(rest),
        [DoomedWorker.Role, .. var rest] => DoomedWorker.RunAsync(rest),
        [MachineWorker.Role, .. var rest] => MachineWorker.RunAsync(rest),
        _ => Task.CompletedTask,
    };
}
