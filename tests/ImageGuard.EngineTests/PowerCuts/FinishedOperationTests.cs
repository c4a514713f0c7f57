using ImageGuard.Engines;
using ImageGuard.PowerCuts;

namespace ImageGuard.EngineTests.PowerCuts;

/// <summary>With the guard the harm of a cut right after the engine's success is not there, on either image store.</summary>
public sealed class FinishedOperationTests
{
    [Theory]
    [InlineData(EngineKind.DockerClassic)]
    [InlineData(EngineKind.DockerContainerd)]
    public async Task Each_operation_survives_a_cut_at_once(EngineKind kind)
    {
        await using var machine = await GuardedMachine.StartAsync(kind, CutVariant.Default);
        await using var inputs = new CutInputs();
        var kept = await inputs.PrepareAsync(machine);
        await machine.SyncAsync();
        var removed = await inputs.LoadAsync();
        CutOperation[] operations =
        [
            removed,
            await inputs.LoadAsync(),
            await inputs.PullAsync(),
            await inputs.BuildAsync(),
            await inputs.CommitAsync(),
            await inputs.ImportAsync(),
            CutInputs.Tag(kept.Image, kept.Files),
            CutInputs.Remove(removed.Image, removed.Files),
        ];
        foreach (var operation in operations)
        {
            var answer = await machine.AskAsync(operation.Kind, operation.Image, operation.Source);
            Assert.True(answer?.IsDone, $"{operation}: {answer?.Text}");
        }

        await machine.CutAsync();
        await machine.BootAsync();

        Assert.Null(await machine.Client.FindImageAsync(removed.Image));
        foreach (var operation in operations.Where(operation => operation.Image != removed.Image))
        {
            var files = await FileCensus.TakeAsync(machine.Client, operation.Image, operation.Files);
            Assert.True(files.IsWhole, $"{operation}: {files}");
        }
    }
}
