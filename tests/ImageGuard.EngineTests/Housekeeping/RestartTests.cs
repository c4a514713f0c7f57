using Docker.DotNet.Models;
using ImageGuard.Engines;
using ImageGuard.PowerCuts;

namespace ImageGuard.EngineTests.Housekeeping;

/// <summary>An engine forgets its events when it restarts, and a guard what it has seen: the journal remembers when images were used.</summary>
public sealed class RestartTests : IDisposable
{
    private readonly string _state = Directory.CreateTempSubdirectory("imageguard-").FullName;

    [Fact]
    public async Task What_was_used_before_the_guard_and_the_engine_were_restarted_stays()
    {
        await using var machine = await PowerCutMachine.StartAsync();
        await using (var guard = await OpenAsync(machine))
        {
            foreach (var name in new[] { "saved:1", "run:1", "idle:1", "new:1" })
            {
                await machine.Client.LoadNewAsync(name);
            }

            await guard.SaveAsync(["saved:1"], Stream.Null);
            await machine.Client.RemoveContainerAsync(await machine.Client.RunToEndAsync("run:1", "/bin/busybox", "true"));
            await guard.KeepWithinAsync(Budget(maxImages: 4)); // Nothing has to go, but the engine's events are read.
        }

        await machine.SyncAsync();
        await machine.CutAsync();
        await machine.BootAsync();
        await using var restarted = await OpenAsync(machine);
        var report = await restarted.KeepWithinAsync(Budget(maxImages: 2));

        // By what the engine remembers, the time of loading, "saved" and "run" would go.
        Assert.Equal([["idle:1"], ["new:1"]], report.Freed.Select(image => image.Names));
        Assert.Equal(2, (await machine.Client.Images.ListImagesAsync(new ImagesListParameters())).Count);
    }

    public void Dispose() => Directory.Delete(_state, recursive: true);

    private static ImageBudget Budget(int maxImages) => new() { MaxImages = maxImages, LowMark = 1, MinimumAge = TimeSpan.Zero };

    private Task<DockerImageGuard> OpenAsync(PowerCutMachine machine) =>
        DockerImageGuard.OpenAsync(machine.Client, new ImageGuardOptions { LockFolder = _state, StateFolder = _state });
}
