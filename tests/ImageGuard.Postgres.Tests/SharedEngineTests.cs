using ImageGuard.Engines;
using ImageGuard.LockServers;
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

    /// <summary>
    /// The locks end with the connection, and the engine goes on with the build for a while: others have to keep away until it is known how
    /// that ended.
    /// </summary>
    [Fact]
    public async Task What_the_engine_may_still_be_at_keeps_other_machines_away()
    {
        await using var first = await fixture.OpenAsync(LockServer.Postgres);
        await using var second = await fixture.OpenAsync(LockServer.Postgres);
        var (from, build) = await BeginBuildAsync(first);

        await CutConnectionsAsync();

        var failure = await Assert.ThrowsAsync<UnknownOutcomeException>(() => build.WaitAsync(TimeSpan.FromSeconds(10)));
        var removal = second.RemoveAsync(from);
        await Task.WhenAny(removal, failure.Settled);
        Assert.True(failure.Settled.IsCompleted);
        Assert.False(removal.IsCompleted);
        await removal;
    }

    [Fact]
    public async Task A_machine_that_has_waited_too_long_is_told_for_whom()
    {
        await using var first = await fixture.OpenAsync(LockServer.Postgres);
        await using var second = await fixture.OpenAsync(LockServer.Postgres, options => options.LockTimeout = TimeSpan.FromSeconds(1));
        using var end = new CancellationTokenSource();
        var (from, build) = await BeginBuildAsync(first, end.Token);

        var failure = await Assert.ThrowsAsync<LockTimeoutException>(() => second.RemoveAsync(from));

        var holder = Assert.Single(failure.Holders);
        Assert.Equal("Build", holder.Operation);
        Assert.True(holder.Holds);
        Assert.Contains($"on {Environment.MachineName}", failure.Message, StringComparison.Ordinal);
        await end.CancelAsync();
        await (await Assert.ThrowsAsync<UnknownOutcomeException>(() => build)).Settled;
    }

    [Fact]
    public async Task A_machine_that_has_died_keeps_others_away_no_longer_than_its_lease_lasts()
    {
        await using var first = await fixture.OpenAsync(LockServer.Postgres);
        await using var second = await fixture.OpenAsync(LockServer.Postgres);
        using var end = new CancellationTokenSource();
        var (from, build) = await BeginBuildAsync(first, end.Token);
        await ExecuteAsync( // a second lease like the build's, which nobody renews
            """
            insert into imageguard.lease
            select gen_random_uuid(), gen_random_uuid(), engine, shared, exclusive, holder, clock_timestamp(), '15 s' from imageguard.lease
            """);
        await end.CancelAsync();
        await (await Assert.ThrowsAsync<UnknownOutcomeException>(() => build)).Settled;

        var removal = second.RemoveAsync(from);
        await Task.Delay(500);

        Assert.False(removal.IsCompleted);
        await removal;
    }

    /// <summary>The server dies and recovers, as it does when its machine restarts; nobody has to open his guard anew.</summary>
    [Fact]
    public async Task Operations_outlast_a_crash_of_the_server()
    {
        await using var first = await fixture.OpenAsync(LockServer.Postgres);
        await using var second = await fixture.OpenAsync(LockServer.Postgres);
        var from = TestImage.NewName("base");
        await fixture.Client.LoadNewAsync(from);
        var crashes = CrashServerAsync(times: 3);
        while (!crashes.IsCompleted)
        {
            foreach (var guard in new[] { first, second })
            {
                try
                {
                    await TagAndRemoveAsync(guard, from);
                }
                catch (UnknownOutcomeException failure)
                {
                    Assert.NotEqual(SettledOutcome.Unknown, await failure.Settled);
                }
            }
        }

        await crashes;
        await TagAndRemoveAsync(first, from);
        await TagAndRemoveAsync(second, from);

        // What ended while the server was away is made up for.
        await Task.Delay(2500);
        Assert.Equal(0L, await ExecuteAsync("select count(*) from imageguard.lease"));
    }

    [Fact]
    public async Task A_guard_does_not_open_without_its_server()
    {
        var failure = await Assert.ThrowsAnyAsync<NpgsqlException>(
            () => fixture.OpenAsync(LockServer.Postgres, options => options.UsePostgres("Host=127.0.0.1;Port=1;Username=nobody")));

        Assert.Contains("127.0.0.1:1", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_guard_does_not_open_on_tables_that_are_newer_than_it()
    {
        await ExecuteAsync("create database newer");
        var newer = new NpgsqlConnectionStringBuilder(fixture.Postgres) { Database = "newer" }.ConnectionString;
        await using (var source = NpgsqlDataSource.Create(newer))
        await using (var command = source.CreateCommand("create schema imageguard; create table imageguard.version (number int); insert into imageguard.version values (99)"))
        {
            await command.ExecuteNonQueryAsync();
        }

        var failure = await Assert.ThrowsAsync<NotSupportedException>(
            () => fixture.OpenAsync(LockServer.Postgres, options => options.UsePostgres(newer)));

        Assert.Contains("Update the package ImageGuard.Postgres", failure.Message, StringComparison.Ordinal);
    }

    private static async Task TagAndRemoveAsync(DockerImageGuard guard, string image)
    {
        var name = TestImage.NewName("tagged");
        await guard.TagAsync(image, name);
        await guard.RemoveAsync(name);
    }

    /// <summary>Begins a build that takes long, and waits until it is at the engine.</summary>
    /// <returns>The image that it starts from, and the build.</returns>
    private async Task<(string From, Task<ImageDescription> Build)> BeginBuildAsync(
        DockerImageGuard guard, CancellationToken cancellationToken = default)
    {
        var from = TestImage.NewName("base");
        await fixture.Client.LoadNewAsync(from);
        var build = guard.BuildAsync(
            TestImages.BuildContext($"FROM {from}\nRUN /bin/busybox sleep 20\n"),
            TestImages.BuildParameters(TestImage.NewName("built")),
            cancellationToken: cancellationToken);
        while (await ExecuteAsync("select count(*) from imageguard.lease") is 0L)
        {
            await Task.Delay(50, CancellationToken.None);
        }

        await Task.Delay(1000, CancellationToken.None);
        return (from, build);
    }

    private async Task CrashServerAsync(int times)
    {
        for (var i = 0; i < times; i++)
        {
            await Task.Delay(1500);
            await fixture.PostgresServer.CrashAsync();
        }

        await Task.Delay(1500);
    }

    private Task<object?> CutConnectionsAsync() => ExecuteAsync(
        "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and backend_type = 'client backend'");

    private async Task<object?> ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(fixture.Postgres);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
