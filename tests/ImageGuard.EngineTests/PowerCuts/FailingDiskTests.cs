using ImageGuard.Engines;
using ImageGuard.PowerCuts;

namespace ImageGuard.EngineTests.PowerCuts;

/// <summary>Something fails between the engine's success and the moment at which its data is forced to disk.</summary>
public sealed class FailingDiskTests
{
    /// <summary>The file system is stopped. Linux tells that to whoever forces it to disk since 6.13.</summary>
    [Fact]
    public async Task What_is_not_on_disk_is_not_reported_done_and_is_recovered_when_the_machine_starts_anew()
    {
        await using var inputs = new CutInputs();
        await using var machine = await StartAsync(inputs);
        var (before, load) = (await inputs.LoadAsync(), await inputs.LoadAsync());
        Assert.True((await AskAsync(machine, before))?.IsDone);
        await machine.AskAsync("break", "", nameof(Breakage.Disk));

        var answer = await AskAsync(machine, load);

        Assert.False(answer?.IsDone);
        Assert.StartsWith(
            $"{typeof(NotDurableException)}: Load of {load.Image} failed: the engine has carried it out", answer?.Text, StringComparison.Ordinal);

        await RecoverAsync(machine);
        await AssertWholeAsync(machine, before);
        await AssertWholeAsync(machine, load);
    }

    /// <summary>The first operation of a process is no exception.</summary>
    [Fact]
    public async Task What_the_engine_is_about_to_be_asked_is_on_disk_before()
    {
        await using var inputs = new CutInputs();
        await using var machine = await StartAsync(inputs);
        var load = await inputs.LoadAsync();
        await machine.AskAsync("break", "", nameof(Breakage.DiskOnceStarted));

        Assert.False((await AskAsync(machine, load))?.IsDone);

        await RecoverAsync(machine);
        await AssertWholeAsync(machine, load);
    }

    [Fact]
    public async Task What_cannot_be_written_into_the_journal_any_more_gets_to_disk_all_the_same()
    {
        await using var inputs = new CutInputs();
        await using var machine = await StartAsync(inputs);
        var load = await inputs.LoadAsync();
        await machine.AskAsync("break", "", nameof(Breakage.Journal));

        var answer = await AskAsync(machine, load);

        Assert.True(answer?.IsDone, answer?.Text);
        await StartAnewAsync(machine);
        await AssertWholeAsync(machine, load);
    }

    private static async Task<GuardedMachine> StartAsync(CutInputs inputs)
    {
        var machine = await GuardedMachine.StartAsync(EngineKind.DockerClassic, CutVariant.Default);
        await inputs.PrepareAsync(machine);
        return machine;
    }

    private static async Task StartAnewAsync(GuardedMachine machine)
    {
        await machine.CutAsync();
        await machine.BootAsync();
    }

    private static async Task RecoverAsync(GuardedMachine machine)
    {
        await StartAnewAsync(machine);
        var recovery = await machine.AskAsync("recover", "", "");
        Assert.True(recovery?.IsDone, recovery?.Text);
    }

    private static Task<GuardedMachine.Answer?> AskAsync(GuardedMachine machine, CutOperation operation) =>
        machine.AskAsync(operation.Kind, operation.Image, operation.Source);

    private static async Task AssertWholeAsync(GuardedMachine machine, CutOperation operation)
    {
        var files = await FileCensus.TakeAsync(machine.Client, operation.Image, operation.Files);
        Assert.True(files.IsWhole, $"{operation}: {files}");
    }
}
