using System.Diagnostics;
using ImageGuard.Engines;

namespace ImageGuard.EngineTests.Recovery;

/// <summary>A guard's process is killed at each moment of an operation's life: the recovery reaches the same end each time.</summary>
[Collection(RecoveryEngine.Name)]
public sealed class KilledProcessTests(RecoveryFixture fixture) : IDisposable
{
    private readonly RecoveryState _state = new();

    public static TheoryData<string, string> Moments
    {
        get
        {
            var moments = new TheoryData<string, string>();
            foreach (var operation in new[] { "load", "pull", "build", "commit", "import", "tag", "remove" })
            {
                foreach (var moment in Enum.GetNames<StopAt>())
                {
                    moments.Add(operation, moment);
                }
            }

            return moments;
        }
    }

    public void Dispose() => _state.Dispose();

    [Theory]
    [MemberData(nameof(Moments))]
    public async Task Killed(string operation, string moment)
    {
        await using var registry = new LoopbackRegistry();
        var image = TestImage.NewName(operation);
        var source = TestImage.NewName("source");
        await fixture.Client.LoadNewAsync(source, ballastMegabytes: 1);
        switch (operation)
        {
            case "load":
                source = fixture.WriteArchive(image);
                break;
            case "pull":
                image = registry.Add(TestImage.Create(ballastMegabytes: 1));
                break;
            case "commit":
                source = await fixture.Client.RunToEndAsync(source, "/bin/busybox", "true");
                break;
            case "remove":
                await fixture.Client.LoadNewAsync(image, ballastMegabytes: 1);
                break;
        }

        var unnamed = await fixture.UnnamedAsync();
        await KillAsync(moment, operation, image, source);

        await using var guard = await fixture.OpenAsync(_state);
        var report = await guard.RecoverAsync();

        await AssertEndAsync(operation, moment, image, guard, report);
        await using var journal = await fixture.OpenJournalAsync(_state);
        Assert.Empty(await journal.ReadOpenAsync(default));
        Assert.Empty((await guard.RecoverAsync()).Operations);

        // A build keeps its steps as long as the image is there.
        if (await fixture.Client.FindImageAsync(image) is not null)
        {
            await guard.RemoveAsync(image);
        }

        Assert.Equal(unnamed, await fixture.UnnamedAsync());
        if (operation == "commit")
        {
            await fixture.Client.RemoveContainerAsync(source);
        }
    }

    /// <summary>
    /// Before the intent is on disk, nothing has happened. After that, what can be repeated is finished and what cannot is reported, or the
    /// engine has done it.
    /// </summary>
    private async Task AssertEndAsync(string operation, string moment, string image, DockerImageGuard guard, RecoveryReport report)
    {
        var found = await fixture.Client.FindImageAsync(image);
        var (isUntouched, isUncalled) = (moment == nameof(StopAt.BeforeStarted), moment == nameof(StopAt.AfterStarted));
        if (operation == "remove")
        {
            Assert.Equal(isUntouched, found is not null);
        }
        else if (isUntouched)
        {
            Assert.Null(found);
            Assert.Empty(report.Operations);
        }
        else if (isUncalled && operation is "build" or "commit" or "import")
        {
            Assert.Null(found);
            Assert.Contains($"Repeat the {operation}", report.ToString(), StringComparison.Ordinal);
        }
        else
        {
            Assert.True(report.IsComplete, report.ToString());
            Assert.True((await guard.VerifyAsync(image)).IsIntact);
        }
    }

    private async Task KillAsync(string moment, string operation, string image, string source)
    {
        var start = new ProcessStartInfo("dotnet", [
            typeof(KilledProcessTests).Assembly.Location, DoomedWorker.Role,
            fixture.Endpoint.ToString(), _state.Root, moment, operation, image, source])
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        Assert.Equal("stopped", await process.StandardOutput.ReadLineAsync());
        process.Kill();
        await process.WaitForExitAsync();
    }
}
