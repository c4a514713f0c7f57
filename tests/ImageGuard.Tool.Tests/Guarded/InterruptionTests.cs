using ImageGuard.Engines;

namespace ImageGuard.Tool.Tests.Guarded;

/// <summary>Ctrl-C, in a pipe and in a terminal.</summary>
[Collection(OneEngine.Name)]
public sealed class InterruptionTests(ShellFixture shell)
{
    private static readonly TimeSpan UntilItSends = TimeSpan.FromSeconds(4);

    [Fact]
    public async Task A_load_that_is_interrupted_in_a_pipe_says_what_came_of_it()
    {
        var (archive, name) = NewArchive();
        using var process = shell.Open("load", "--settle-time", "2");
        await process.Input.BaseStream.WriteAsync(archive.AsMemory(0, archive.Length / 2));
        await process.Input.BaseStream.FlushAsync();
        await Task.Delay(UntilItSends);

        await InterruptAsync(process);
        var run = await process.EndAsync();

        Assert.True(run.ExitCode == 130, $"{run.ExitCode}: {run.Errors}");
        Assert.Contains("Waiting to see whether it carries it out", run.Errors, StringComparison.Ordinal);
        Assert.Contains("The engine has not carried it out.", run.Errors, StringComparison.Ordinal);
        Assert.Null(await shell.Client.FindImageAsync(name));
    }

    [Fact]
    public async Task Who_insists_does_not_wait()
    {
        var (archive, _) = NewArchive();
        using var process = shell.OpenWithState(shell.PathOf("insisting"), "load", "--settle-time", "600");
        await process.Input.BaseStream.WriteAsync(archive.AsMemory(0, archive.Length / 2));
        await process.Input.BaseStream.FlushAsync();
        await Task.Delay(UntilItSends);

        await InterruptAsync(process);
        await Task.Delay(TimeSpan.FromSeconds(1));
        await InterruptAsync(process);
        var run = await process.EndAsync();

        Assert.True(run.ExitCode == 3, $"{run.ExitCode}: {run.Errors}");
        Assert.Contains("Not waited for", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_load_that_is_interrupted_by_a_key_says_what_came_of_it()
    {
        var (archive, name) = NewArchive();
        await ToolProcess.StartAsync(shell.Folder, "mkfifo", "archive");
        using var process = shell.OpenTerminal("load", "--input", "archive", "--settle-time", "2");
        await using (var fifo = new FileStream(shell.PathOf("archive"), FileMode.Open, FileAccess.Write))
        {
            await fifo.WriteAsync(archive.AsMemory(0, archive.Length / 2));
            await fifo.FlushAsync();
            await Task.Delay(UntilItSends);
            await process.Input.WriteAsync('\u0003');
            await process.Input.FlushAsync();
            var run = await process.EndAsync();

            Assert.True(run.ExitCode == 130, $"{run.ExitCode}: {run.Output}");
            Assert.Contains("The engine has not carried it out.", run.Output, StringComparison.Ordinal);
        }

        Assert.Null(await shell.Client.FindImageAsync(name));
    }

    [Theory]
    [InlineData("rm")]
    [InlineData("prune", "-f")]
    public async Task Who_waits_for_a_lock_can_leave_by_a_key(params string[] command)
    {
        var from = await shell.NewImageAsync();
        await using var guard = await shell.OpenGuardAsync();
        using var cancellation = new CancellationTokenSource();
        var build = BuildForLongAsync(guard, from, cancellation.Token);
        await Task.Delay(500);

        using var process = shell.OpenTerminal(command is ["rm"] ? ["rm", from] : command);
        await Task.Delay(UntilItSends);
        await process.Input.WriteAsync('\u0003');
        await process.Input.FlushAsync();
        var run = await process.EndAsync();

        Assert.False(build.IsCompleted);
        Assert.True(run.ExitCode == 130, $"{run.ExitCode}: {run.Output}");
        Assert.Contains("nothing has been changed", run.Output, StringComparison.Ordinal);
        await cancellation.CancelAsync();
        await Assert.ThrowsAsync<UnknownOutcomeException>(() => build);
        Assert.NotNull(await shell.Client.FindImageAsync(from));
    }

    [Fact]
    public async Task Who_waits_for_a_lock_can_leave_and_a_limit_names_the_holder()
    {
        var from = await shell.NewImageAsync();
        await using var guard = await shell.OpenGuardAsync();
        using var cancellation = new CancellationTokenSource();
        var build = BuildForLongAsync(guard, from, cancellation.Token);
        await Task.Delay(500);

        var limited = await shell.RunAsync("rm", from, "--lock-timeout", "0.5");
        Assert.Equal(1, limited.ExitCode);
        Assert.Contains("Build of ", limited.Errors, StringComparison.Ordinal);
        Assert.Contains("--lock-timeout", limited.Errors, StringComparison.Ordinal);

        using var process = shell.Open("rm", from);
        await Task.Delay(UntilItSends);
        await InterruptAsync(process);
        var run = await process.EndAsync();
        Assert.False(build.IsCompleted);
        Assert.True(run.ExitCode == 130, $"{run.ExitCode}: {run.Errors}");
        Assert.Contains("nothing has been changed", run.Errors, StringComparison.Ordinal);

        await cancellation.CancelAsync();
        await Assert.ThrowsAsync<UnknownOutcomeException>(() => build);
        Assert.NotNull(await shell.Client.FindImageAsync(from));
    }

    /// <summary>A build in another process's place, which holds its locks until it is cancelled.</summary>
    private static Task<ImageDescription> BuildForLongAsync(DockerImageGuard guard, string from, CancellationToken cancellationToken) => guard.BuildAsync(
        TestImages.BuildContext($"FROM {from}\nRUN /bin/busybox sleep 300\n"),
        TestImages.BuildParameters(TestImage.NewName("held")),
        cancellationToken: cancellationToken);

    /// <summary>An archive that cannot be looked into as a whole, for it comes by a pipe.</summary>
    private static (byte[] Archive, string Name) NewArchive()
    {
        var name = TestImage.NewName("interrupted");
        return (TestImage.Create(ballastMegabytes: 4).ToArchive(name), name);
    }

    private static Task<ToolRun> InterruptAsync(ToolProcess process) => ToolProcess.StartAsync("/", "kill", "-INT", $"{process.Id}");
}
