using ImageGuard.Engines;
using ImageGuard.Journal;
using ImageGuard.Model;
using ImageGuard.Operations;

namespace ImageGuard.Postgres.Tests;

/// <summary>The journal that machines share.</summary>
public sealed class PostgresJournalTests(SharedEngineFixture fixture) : IClassFixture<SharedEngineFixture>
{
    private static readonly ProcessIdentity Elsewhere = new("elsewhere", "its boot", "its namespace", 1, "1");

    private readonly string _engine = Guid.NewGuid().ToString("n");

    [Fact]
    public async Task Guards_that_come_at_once_make_one_table_and_lose_nothing()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async guard =>
        {
            await using var journal = Open();
            for (var i = 0; i < 5; i++)
            {
                await StartAsync(journal, $"g{guard}:{i}");
            }
        }));

        await using var reader = Open();
        var entries = await reader.ReadOpenAsync(default);
        Assert.Equal(40, entries.Select(entry => entry.Intent.Names[0]).Distinct().Count());
        await using var other = Open("another engine");
        Assert.DoesNotContain(await other.ReadLaterAsync(0, default), entry => entry.Intent.Names[0].StartsWith('g'));
    }

    [Fact]
    public async Task An_operation_stays_open_and_keeps_its_result_until_it_is_settled()
    {
        await using var journal = Open();
        var number = await StartAsync(journal, "a:1");
        await journal.AdvanceAsync(number, JournalState.Completed, OperationResult.Of(["a:1"], "sha256:01"));
        var entry = Assert.Single(await journal.ReadOpenAsync(default));
        Assert.Equal((JournalState.Completed, "sha256:01", Elsewhere), (entry.State, entry.Result!.Made["a:1"], entry.Process));

        await journal.AdvanceAsync(number, JournalState.Settled);
        Assert.Empty(await journal.ReadOpenAsync(default));
        Assert.Equal("sha256:01", Assert.Single(await journal.ReadLaterAsync(0, default)).Result!.Made["a:1"]);
    }

    [Fact]
    public async Task Settled_operations_are_trimmed_but_nothing_that_is_younger_than_an_open_one()
    {
        await using var journal = Open();
        await SettleAsync(journal, 1000);
        Assert.InRange((await journal.ReadLaterAsync(0, default)).Count, 1, 999);

        var open = await StartAsync(journal, "open:1");
        await SettleAsync(journal, 1000);
        Assert.Equal(1000, (await journal.ReadLaterAsync(open, default)).Count);
        Assert.Equal(open, Assert.Single(await journal.ReadOpenAsync(default)).Sequence);
    }

    [Fact]
    public async Task Of_each_image_the_latest_use_is_kept_on_every_engine_by_itself()
    {
        var now = new DateTimeOffset(2026, 11, 26, 5, 0, 0, TimeSpan.Zero);
        await using var journal = Open();
        await using var other = Open(Guid.NewGuid().ToString("n"));
        await journal.NoteUsesAsync([KeyValuePair.Create("a:1", now), KeyValuePair.Create("b:1", now)]);
        await journal.NoteUsesAsync([KeyValuePair.Create("a:1", now.AddHours(1)), KeyValuePair.Create("b:1", now.AddHours(-1))]);
        await other.NoteUsesAsync([KeyValuePair.Create("c:1", now)]);

        Assert.Equal(
            new Dictionary<string, DateTimeOffset> { ["a:1"] = now.AddHours(1), ["b:1"] = now }, await journal.ReadUsesAsync(default));
    }

    [Fact]
    public async Task The_oldest_uses_are_forgotten()
    {
        var start = new DateTimeOffset(2026, 11, 26, 5, 0, 0, TimeSpan.Zero);
        await using var journal = Open();
        await journal.NoteUsesAsync(Enumerable.Range(0, 60_000).Select(i => KeyValuePair.Create($"image:{i}", start.AddSeconds(i))));
        await journal.NoteUsesAsync([KeyValuePair.Create("newest:1", start.AddDays(1))]);

        var uses = await journal.ReadUsesAsync(default);
        Assert.InRange(uses.Count, 10_000, 59_999);
        Assert.Contains("newest:1", uses.Keys);
        Assert.DoesNotContain("image:0", uses.Keys);
    }

    [Fact]
    public async Task A_database_that_is_away_lets_no_operation_start()
    {
        await using var journal = new PostgresJournal(new PostgresDatabase("Host=127.0.0.1;Port=1;Username=nobody"), _engine, TimeProvider.System);
        var failure = await Assert.ThrowsAsync<JournalException>(() => StartAsync(journal, "a:1").AsTask());
        Assert.Contains("ImageGuardOptions.Journal", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_one_machine_has_left_undone_another_one_does()
    {
        var name = TestImage.NewName("removed");
        await fixture.Client.LoadNewAsync(name);
        var id = (await fixture.Client.FindImageAsync(name))!.ID;
        await using (var journal = Open((await fixture.Client.System.GetSystemInfoAsync()).ID))
        {
            var intent = Intent(name) with { Before = new Dictionary<string, string> { [name] = id }, Takes = [id] };
            await journal.StartAsync(ImageOperationKind.Remove, Elsewhere, intent, default);
        }

        await using var guard = await fixture.OpenAsync(LockServer.Postgres);
        var report = await guard.RecoverAsync();

        Assert.True(report.IsComplete, report.ToString());
        Assert.Null(await fixture.Client.FindImageAsync(name));
        Assert.Empty((await guard.RecoverAsync()).Operations);
    }

    private static OperationIntent Intent(string name) => new()
    {
        Names = [name],
        Settlement = new Settlement(["untag"], [name], EngineStops: false),
    };

    private static ValueTask<long> StartAsync(PostgresJournal journal, string name) =>
        journal.StartAsync(ImageOperationKind.Load, Elsewhere, Intent(name), default);

    private static async Task SettleAsync(PostgresJournal journal, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await journal.AdvanceAsync(await StartAsync(journal, $"settled:{i}"), JournalState.Settled);
        }
    }

    private PostgresJournal Open(string? engine = null) => new(new PostgresDatabase(fixture.Postgres), engine ?? _engine, TimeProvider.System);
}
