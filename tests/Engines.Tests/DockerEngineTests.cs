using Docker.DotNet;

namespace ImageGuard.Engines.Tests;

public sealed class DockerEngineTests
{
    [Fact]
    public async Task Runs_containers()
    {
        await using var engine = await DockerEngine.StartThrowawayAsync();
        using var configuration = new DockerClientConfiguration(engine.Endpoint);
        using var client = configuration.CreateClient();
        await client.LoadNewAsync("busybox:1");

        var container = await client.RunAsync("busybox:1", "sh", "-c", "exit 42");
        var exit = await client.Containers.WaitContainerAsync(container);

        Assert.Equal(42, exit.StatusCode);
    }

    [Fact]
    public async Task Leaves_nothing_when_disposed()
    {
        string folder;
        await using (var engine = await DockerEngine.StartThrowawayAsync())
        {
            folder = engine.Folder!;
            using var client = EngineClient.Connect(engine.Endpoint);
            await BusyEngine.OccupyAsync(client);
            Assert.Contains(Traces.Of(folder), trace => trace.Contains("containerd-shim", StringComparison.Ordinal));
        }

        Assert.Empty(Traces.Of(folder));
    }

    [Fact]
    public async Task Leaves_nothing_when_its_process_is_killed()
    {
        using var holder = EngineHolder.Start();
        var folder = await holder.StandardOutput.ReadLineAsync();
        Assert.NotNull(folder);
        Assert.Contains(Traces.Of(folder), trace => trace.Contains("containerd-shim", StringComparison.Ordinal));

        holder.Kill(); // SIGKILL: nothing of the process's own runs any more

        await Traces.WaitUntilGoneAsync(folder);
    }

    [Fact]
    public async Task Says_what_the_daemon_said_when_it_ends_at_once()
    {
        // Any program serves that takes dockerd's place, writes something and ends.
        var error = await Assert.ThrowsAsync<EngineUnavailableException>(() => DockerEngine.StartThrowawayAsync(new EngineProgram("basename"), default));

        Assert.Matches("^dockerd ended while it started. Its log ends with:\n/.*basename: ", error.Message);
    }

    [Fact]
    public async Task Says_what_to_install_when_the_daemon_is_missing()
    {
        var error = await Assert.ThrowsAsync<EngineUnavailableException>(() => DockerEngine.StartThrowawayAsync(new EngineProgram("no-such-daemon"), default));

        Assert.Equal(
            "A throwaway engine needs no-such-daemon. Run tests/install-engine.sh, or: apt-get install docker.io", error.Message);
    }
}
