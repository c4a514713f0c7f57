using ImageGuard.PowerCuts;

namespace ImageGuard.Engines.Tests.PowerLoss;

/// <summary>The machine is the same after each boot, and leaves nothing behind.</summary>
public sealed class PowerCutMachineTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Keeps_what_has_reached_its_disk_and_nothing_else(bool hasStateDisk)
    {
        await using var machine = await PowerCutMachine.StartAsync(hasStateDisk: hasStateDisk);
        var (before, boot) = (await machine.Client.System.GetSystemInfoAsync(), await BootIdAsync(machine));
        var (synced, unsynced) = (Path.Combine(machine.StateFolder, "synced"), Path.Combine(machine.StateFolder, "unsynced"));
        await File.WriteAllTextAsync(machine.SeenFromOutside(synced), "content");
        await machine.SyncAsync();
        await File.WriteAllTextAsync(machine.SeenFromOutside(unsynced), "content");

        await machine.CutAsync();
        await machine.BootAsync();

        Assert.Equal("content", await File.ReadAllTextAsync(machine.SeenFromOutside(synced)));
        Assert.False(File.Exists(machine.SeenFromOutside(unsynced)));
        var after = await machine.Client.System.GetSystemInfoAsync();
        Assert.Equal((before.ID, before.DockerRootDir), (after.ID, after.DockerRootDir));
        Assert.NotEqual(boot, await BootIdAsync(machine));
    }

    [Fact]
    public async Task Leaves_nothing_when_its_power_is_cut_and_it_is_disposed()
    {
        var machine = await PowerCutMachine.StartAsync();
        await using (machine)
        {
            await BusyEngine.OccupyAsync(machine.Client);
            Assert.Contains(Traces.Of(machine.Folder), trace => trace.Contains("disk.img", StringComparison.Ordinal));
            machine.CutDisks();
        }

        Assert.Empty(Traces.Of(machine.Folder));
    }

    [Fact]
    public async Task Leaves_nothing_when_its_process_is_killed()
    {
        using var holder = EngineHolder.Start(EngineHolder.Machine);
        var folder = await holder.StandardOutput.ReadLineAsync();
        Assert.NotNull(folder);
        Assert.Contains(Traces.Of(folder), trace => trace.Contains("disk.img", StringComparison.Ordinal));

        holder.Kill(); // SIGKILL: nothing of the process's own runs any more

        await Traces.WaitUntilGoneAsync(folder);
    }

    private static async Task<string> BootIdAsync(PowerCutMachine machine)
    {
        var start = machine.Within("cat", "/proc/sys/kernel/random/boot_id");
        start.RedirectStandardOutput = true;
        using var process = System.Diagnostics.Process.Start(start)!;
        return await process.StandardOutput.ReadToEndAsync();
    }
}
