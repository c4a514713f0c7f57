namespace ImageGuard.Engines.Tests;

/// <summary>The process that <see cref="DockerEngineTests"/> kills: it holds a busy engine and does nothing else.</summary>
internal static class EngineHolder
{
    private static async Task Main()
    {
        await using var engine = await DockerEngine.StartThrowawayAsync();
        await BusyEngine.OccupyAsync(engine);
        Console.WriteLine(engine.Folder);
        await Task.Delay(Timeout.Infinite);
    }
}
