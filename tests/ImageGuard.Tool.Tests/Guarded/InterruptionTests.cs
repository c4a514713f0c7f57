using System.Net;
using System.Net.Sockets;
using ImageGuard.Engines;

namespace ImageGuard.Tool.Tests.Guarded;

/// <summary>Ctrl-C, in a pipe and in a terminal.</summary>
[Collection(OneEngine.Name)]
public sealed class InterruptionTests(ShellFixture shell)
{
    private static readonly TimeSpan UntilItSends = TimeSpan.FromSeconds(4);

    [Theory]
    [InlineData("load")]
    [InlineData("import")]
    public async Task What_is_interrupted_while_it_sends_is_not_carried_out(string command)
    {
        var (archive, name) = NewArchive();
        await using var relay = shell.OpenRelay();
        var sending = relay.HoldBack(command == "load" ? "/images/load" : "/images/create").Asked;
        using var process = shell.OpenBy(relay, [.. command == "load" ? ["load"] : (string[])["import", "-", name], "--settle-time", "2"]);
        await process.Input.BaseStream.WriteAsync(archive.AsMemory(0, archive.Length / 2));
        await process.Input.BaseStream.FlushAsync();
        await sending;

        await AssertInterruptedAsync(process, name, isCarriedOut: false);
    }

    [Fact]
    public async Task A_pull_that_is_interrupted_while_the_registry_is_silent_is_not_carried_out()
    {
        using var registry = new TcpListener(IPAddress.Loopback, 0);
        registry.Start();
        var name = $"{registry.LocalEndpoint}/silent:1";
        using var process = shell.Open("pull", name, "--settle-time", "2");
        using var connection = await registry.AcceptTcpClientAsync();

        await AssertInterruptedAsync(process, name, isCarriedOut: false);
    }

    [Fact]
    public async Task A_build_that_is_interrupted_at_a_step_is_not_carried_out()
    {
        var (from, name) = (await shell.NewImageAsync(), TestImage.NewName("interrupted"));
        var context = Directory.CreateDirectory(shell.PathOf(name.Replace(':', '-'))).FullName;
        await File.WriteAllTextAsync(Path.Combine(context, "Dockerfile"), $"FROM {from}\nRUN /bin/busybox sleep 300\n");
        await using var relay = shell.OpenRelay();
        var answer = relay.HoldBack("/build?");
        using var process = shell.OpenBy(relay, "build", context, "-t", name, "--network", "none", "--settle-time", "2");
        await answer.Given;

        await AssertInterruptedAsync(process, name, isCarriedOut: false);
    }

    [Theory]
    [InlineData("tag")]
    [InlineData("commit")]
    public async Task What_the_engine_has_carried_out_without_having_said_so_is_found_out(string command)
    {
        var (from, name) = (await shell.NewImageAsync(), TestImage.NewName("interrupted"));
        var container = await shell.Client.RunToEndAsync(from, "/bin/busybox", "true");
        await using var relay = shell.OpenRelay();
        var answer = relay.HoldBack($"/{command}?");
        using var process = shell.OpenBy(relay, command, command == "tag" ? from : container, name);
        await answer.Given;

        await AssertInterruptedAsync(process, name, isCarriedOut: true);
        await shell.Client.RemoveContainerAsync(container);
    }

    [Fact]
    public async Task A_save_that_is_interrupted_leaves_the_former_file_and_nothing_beside()
    {
        var name = await shell.NewImageAsync(ballastMegabytes: 4);
        var folder = Directory.CreateDirectory(shell.PathOf("interrupted")).FullName;
        var file = Path.Combine(folder, "saved.tar");
        await File.WriteAllTextAsync(file, "former");
        await using var relay = shell.OpenRelay();
        var answer = relay.HoldBack("/images/get?", pieces: 3);
        using var process = shell.OpenBy(relay, "save", name, "-o", file);
        await answer.Given;
        Assert.Equal(2, Directory.GetFiles(folder).Length);

        await InterruptAsync(process);
        var run = await process.EndAsync();

        Assert.True(run.ExitCode == 130, $"{run.ExitCode}: {run.Errors}");
        Assert.Contains("nothing has been changed", run.Errors, StringComparison.Ordinal);
        Assert.Equal([file], Directory.GetFiles(folder));
        Assert.Equal("former", await File.ReadAllTextAsync(file));
        Assert.Equal(0, (await shell.RunAsync("rm", name, "--lock-timeout", "1")).ExitCode);
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

    /// <summary>Interrupts, and has the tool tell what came of it; nothing is left for others to recover, nor to wait for.</summary>
    private async Task AssertInterruptedAsync(ToolProcess process, string name, bool isCarriedOut)
    {
        await InterruptAsync(process);
        var run = await process.EndAsync();

        Assert.True(run.ExitCode == 130, $"{run.ExitCode}: {run.Errors}");
        Assert.Contains("Waiting to see whether it carries it out", run.Errors, StringComparison.Ordinal);
        Assert.Contains(isCarriedOut ? "The engine has carried it out all the same." : "The engine has not carried it out.", run.Errors, StringComparison.Ordinal);
        Assert.Equal(isCarriedOut, await shell.Client.FindImageAsync(name) is not null);

        var next = await shell.RunAsync("tag", await shell.NewImageAsync(), name, "--lock-timeout", "1");
        Assert.True(next.ExitCode == 0 && !next.Errors.Contains(name, StringComparison.Ordinal), next.Errors);
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
