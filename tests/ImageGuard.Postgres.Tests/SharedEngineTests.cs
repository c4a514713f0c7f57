using ImageGuard.Engines;
using Npgsql;

namespace ImageGuard.Postgres.Tests;

/// <summary>Machines that share an engine keep out of each other's way, and notice when they cannot any more.</summary>
public sealed class SharedEngineTests(SharedEngineFixture fixture) : IClassFixture<SharedEngineFixture>
{
    [Theory]
    [InlineData(LockServer.Postgres)]
    [InlineData(LockServer.Redis)]
    public async Task A_removal_on_one_machine_waits_for_a_build_on_another(LockServer server)
    {
        await using var first = await fixture.OpenAsync(server);
        await using var second = await fixture.OpenAsync(server);
        var (from, other, built) = (TestImage.NewName("base"), TestImage.NewName("other"), TestImage.NewName("built"));
        await fixture.Client.LoadNewAsync(from);
        await fixture.Client.LoadNewAsync(other);
        var build = first.BuildAsync(
            TestImages.BuildContext($"FROM {from}\nRUN /bin/busybox sleep 3\n"), TestImages.BuildParameters(built));
        await Task.Delay(1000);

        await second.RemoveAsync(other); // has nothing to do with the build
        var removal = second.RemoveAsync(from);
        await Task.Delay(500);

        Assert.False(build.IsCompleted);
        Assert.False(removal.IsCompleted);
        await build;
        await removal;
        Assert.Empty(await first.FindMissingAsync([built]));
    }

    [Fact]
    public async Task A_machine_that_loses_its_connection_does_not_take_its_operation_for_done()
    {
        await using var guard = await fixture.OpenAsync(LockServer.Postgres);
        var (from, built) = (TestImage.NewName("base"), TestImage.NewName("built"));
        await fixture.Client.LoadNewAsync(from);
        var build = guard.BuildAsync(
            TestImages.BuildContext($"FROM {from}\nRUN /bin/busybox sleep 20\n"), TestImages.BuildParameters(built));
        await Task.Delay(1500);

        await CutConnectionsAsync();

        var failure = await Assert.ThrowsAsync<UnknownOutcomeException>(() => build.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Equal(SettledOutcome.NotCompleted, await failure.Settled);

        // The same guard goes on with new connections.
        await guard.TagAsync(from, built);
        await guard.RemoveAsync(built);
    }

    [Fact]
    public async Task A_save_that_loses_its_lock_fails()
    {
        await using var guard = await fixture.OpenAsync(LockServer.Postgres);
        var name = TestImage.NewName("saved");
        await fixture.Client.LoadNewAsync(name);
        using var slow = new StuckStream();
        var save = guard.SaveAsync([name], slow);
        await slow.Reached.WaitAsync(TimeSpan.FromSeconds(20));

        await CutConnectionsAsync();

        var failure = await Assert.ThrowsAsync<ImageGuardException>(() => save.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Equal(FailureKind.LockLost, failure.Kind);
    }

    private async Task CutConnectionsAsync()
    {
        await using var source = NpgsqlDataSource.Create(fixture.Postgres);
        await using var command = source.CreateCommand(
            "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and backend_type = 'client backend'");
        await command.ExecuteNonQueryAsync();
    }
}
