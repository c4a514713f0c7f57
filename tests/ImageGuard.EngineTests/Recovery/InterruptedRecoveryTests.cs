using System.Diagnostics;
using System.Globalization;
using ImageGuard.Engines;

namespace ImageGuard.EngineTests.Recovery;

/// <summary>A recovery is killed at each of its own steps: the next one goes on.</summary>
[Collection(RecoveryEngine.Name)]
public sealed class InterruptedRecoveryTests(RecoveryFixture fixture)
{
    private const int MostSteps = 50;

    [Fact]
    public async Task A_recovery_that_is_killed_goes_on_the_next_time()
    {
        for (var steps = 0; steps < MostSteps; steps++)
        {
            if (!await RecoverInStepsAsync(steps))
            {
                Assert.True(steps > 5, $"It took only {steps} steps.");
                return;
            }
        }

        Assert.Fail($"It does not end within {MostSteps} steps.");
    }

    /// <summary>Damages two images that share a layer, and a removal that was undone beside them.</summary>
    /// <returns>Whether the first recovery was killed.</returns>
    private async Task<bool> RecoverInStepsAsync(int steps)
    {
        using var state = new RecoveryState();
        var (image, removedImage) = (TestImage.Create(ballastMegabytes: 1), TestImage.Create(ballastMegabytes: 1));
        var (first, second, removed) = (TestImage.NewName("first"), TestImage.NewName("second"), TestImage.NewName("removed"));
        await fixture.Client.LoadAsync(removedImage.ToArchive(removed));
        await using (var guard = await fixture.OpenBeforePowerCutAsync(state))
        {
            await guard.RemoveAsync(removed);
            await guard.LoadAsync(fixture.WriteArchive(first, image));
            await guard.LoadAsync(fixture.WriteArchive(second, image.WithLayer(Tar.Of(("more", [1])))));
        }

        await fixture.Client.LoadAsync(removedImage.ToArchive(removed));
        await fixture.DamageAsync(first);
        var unnamed = await fixture.UnnamedAsync();

        var isKilled = await RecoverInProcessAsync(state, steps) != 0;

        await using var next = await fixture.OpenAsync(state);
        var report = await next.RecoverAsync();
        Assert.True((await next.VerifyAsync(first)).IsIntact, $"after {steps} steps: {report}");
        Assert.True((await next.VerifyAsync(second)).IsIntact, $"after {steps} steps: {report}");
        Assert.Null(await fixture.Client.FindImageAsync(removed));
        Assert.Equal(unnamed, await fixture.UnnamedAsync());
        await using var journal = await fixture.OpenJournalAsync(state);
        Assert.Empty(await journal.ReadOpenAsync(default));
        return isKilled;
    }

    private async Task<int> RecoverInProcessAsync(RecoveryState state, int steps)
    {
        using var process = Process.Start("dotnet", [
            typeof(InterruptedRecoveryTests).Assembly.Location, DoomedWorker.Role,
            fixture.Endpoint.ToString(), state.Root, steps.ToString(CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
