using System.Runtime.Versioning;
using ImageGuard.Journal;
using ImageGuard.Model;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace ImageGuard.Tests.Journal;

public sealed class SqliteJournalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 26, 5, 0, 0, TimeSpan.Zero));

    private string File => Directory.GetFiles(_folder.Path, "journal.db", SearchOption.AllDirectories).Single();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_one_process_has_started_another_one_reads()
    {
        await using var first = Open();
        await using var second = Open();
        var intent = JournalIntents.Of("a:1", "b:1") with
        {
            Before = new Dictionary<string, string> { ["a:1"] = "sha256:01" },
            Archive = new ArchiveFile("/archives/a.tar", 0, 5, "sha256:02"),
            Takes = ["sha256:03"],
        };
        await first.StartAsync(ImageOperationKind.Load, ProcessIdentity.Current, intent, CancellationToken.None);

        var entry = Assert.Single(await second.ReadOpenAsync(CancellationToken.None));

        Assert.Equal((ImageOperationKind.Load, JournalState.Started), (entry.Kind, entry.State));
        Assert.Equal(ProcessIdentity.Current, entry.Process);
        Assert.Equal(_clock.GetUtcNow(), entry.Began);
        Assert.Equal(["a:1", "b:1"], entry.Intent.Names);
        Assert.Equal("sha256:01", entry.Intent.Before["a:1"]);
        Assert.Equal(intent.Archive, entry.Intent.Archive);
        Assert.Equal(["sha256:03"], entry.Intent.Takes);
        Assert.Equal(["load"], entry.Intent.Settlement.Actions);
        Assert.Null(entry.Result);
    }

    [Fact]
    public async Task A_completed_operation_stays_open_and_keeps_its_result_until_it_is_settled()
    {
        await using var journal = Open();
        var number = await StartAsync(journal, "a:1");
        _clock.Advance(TimeSpan.FromSeconds(3));
        await journal.AdvanceAsync(number, JournalState.Completed, OperationResult.Of(["a:1"], "sha256:01"));

        var entry = Assert.Single(await journal.ReadOpenAsync(CancellationToken.None));
        Assert.Equal(JournalState.Completed, entry.State);
        Assert.Equal("sha256:01", entry.Result!.Made["a:1"]);
        Assert.Equal(TimeSpan.FromSeconds(3), entry.Changed - entry.Began);

        await journal.AdvanceAsync(number, JournalState.Settled);
        Assert.Empty(await journal.ReadOpenAsync(CancellationToken.None));
        Assert.Equal("sha256:01", Assert.Single(await journal.ReadLaterAsync(0, CancellationToken.None)).Result!.Made["a:1"]);
    }

    [Fact]
    public async Task Later_operations_are_those_that_may_have_changed_something()
    {
        await using var journal = Open();
        var first = await StartAsync(journal, "a:1");
        var failed = await StartAsync(journal, "b:1");
        await journal.AdvanceAsync(failed, JournalState.Abandoned);
        var last = await StartAsync(journal, "c:1");

        Assert.Equal([last], (await journal.ReadLaterAsync(first, CancellationToken.None)).Select(entry => entry.Sequence));
    }

    [Fact]
    public async Task Settled_operations_are_trimmed_but_nothing_that_is_younger_than_an_open_one()
    {
        await using var journal = Open();
        await SettleAsync(journal, 1000);
        var kept = (await journal.ReadLaterAsync(0, CancellationToken.None)).Count;
        Assert.InRange(kept, 1, 999);

        var open = await StartAsync(journal, "open:1");
        await SettleAsync(journal, 1000);

        Assert.Equal([open], (await journal.ReadOpenAsync(CancellationToken.None)).Select(entry => entry.Sequence));
        Assert.Equal(1000, (await journal.ReadLaterAsync(open, CancellationToken.None)).Count);
    }

    [Fact]
    public async Task Many_writers_lose_nothing()
    {
        var numbers = await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            await using var journal = Open();
            var own = new List<long>();
            for (var i = 0; i < 25; i++)
            {
                own.Add(await StartAsync(journal, $"w{writer}:{i}"));
            }

            return own;
        })));

        await using var reader = Open();
        var entries = await reader.ReadOpenAsync(CancellationToken.None);
        Assert.Equal(numbers.SelectMany(own => own).Order(), entries.Select(entry => entry.Sequence));
        Assert.Equal(200, entries.Select(entry => entry.Intent.Names[0]).Distinct().Count());
    }

    [Fact]
    public async Task Of_each_image_the_latest_use_is_kept_whoever_notes_it_and_in_whatever_order()
    {
        var now = _clock.GetUtcNow();
        await using (var first = Open())
        await using (var second = Open())
        {
            await first.NoteUsesAsync([KeyValuePair.Create("a:1", now), KeyValuePair.Create("b:1", now)]);
            await second.NoteUsesAsync([KeyValuePair.Create("a:1", now.AddHours(1)), KeyValuePair.Create("b:1", now.AddHours(-1))]);
            await second.NoteUsesAsync([KeyValuePair.Create("c:1", now), KeyValuePair.Create("c:1", now.AddDays(1))]);
        }

        await using var reader = Open();
        var uses = await reader.ReadUsesAsync(CancellationToken.None);
        Assert.Equal(
            new Dictionary<string, DateTimeOffset> { ["a:1"] = now.AddHours(1), ["b:1"] = now, ["c:1"] = now.AddDays(1) }, uses);
    }

    [Fact]
    public async Task The_oldest_uses_are_forgotten()
    {
        await using var journal = Open();
        var start = _clock.GetUtcNow();
        await journal.NoteUsesAsync(Enumerable.Range(0, 60_000).Select(i => KeyValuePair.Create($"image:{i}", start.AddSeconds(i))));

        var uses = await journal.ReadUsesAsync(CancellationToken.None);
        Assert.InRange(uses.Count, 10_000, 59_999);
        Assert.Contains("image:59999", uses.Keys);
        Assert.DoesNotContain("image:0", uses.Keys);
    }

    [Fact]
    public async Task A_damaged_file_is_set_aside_with_an_error_and_the_next_attempt_begins_a_new_one()
    {
        await Open().DisposeAsync();
        var file = File;
        await System.IO.File.WriteAllBytesAsync(file, [.. "no database"u8, .. new byte[5000]]);

        var failure = Assert.Throws<JournalException>(Open);

        Assert.Contains(file, failure.Message, StringComparison.Ordinal);
        Assert.StartsWith("no database", await System.IO.File.ReadAllTextAsync(failure.SetAside!), StringComparison.Ordinal);
        await using var journal = Open();
        Assert.Empty(await journal.ReadOpenAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_file_that_is_damaged_within_is_set_aside()
    {
        await using (var journal = Open())
        {
            await SettleAsync(journal, 200);
        }

        await using (var stream = System.IO.File.OpenWrite(File))
        {
            stream.Position = 4096; // Past the header, which is still that of a journal.
            stream.Write(new byte[8192]);
        }

        var failure = Assert.Throws<JournalException>(Open);
        Assert.True(System.IO.File.Exists(failure.SetAside));
    }

    [Fact]
    public async Task The_database_of_another_program_is_set_aside()
    {
        await Open().DisposeAsync();
        var file = File;
        System.IO.File.Delete(file);
        using (var foreign = new SqliteConnection($"Data Source={file};Pooling=False"))
        {
            foreign.Open();
            using var command = foreign.CreateCommand();
            command.CommandText = "CREATE TABLE theirs (name TEXT); INSERT INTO theirs VALUES ('precious')";
            command.ExecuteNonQuery();
        }

        var failure = Assert.Throws<JournalException>(Open);

        using var aside = new SqliteConnection($"Data Source={failure.SetAside};Pooling=False");
        aside.Open();
        using var query = aside.CreateCommand();
        query.CommandText = "SELECT name FROM theirs";
        Assert.Equal("precious", query.ExecuteScalar());
    }

    [Fact]
    public async Task The_journal_of_a_newer_version_is_left_alone()
    {
        await Open().DisposeAsync();
        using (var connection = new SqliteConnection($"Data Source={File};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA user_version = 99";
            command.ExecuteNonQuery();
        }

        var failure = Assert.Throws<JournalException>(Open);

        Assert.Null(failure.SetAside);
        Assert.Contains("newer version", failure.Message, StringComparison.Ordinal);
        Assert.True(System.IO.File.Exists(File));
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_a_clear_error()
    {
        var file = Path.Combine(_folder.Path, "file");
        System.IO.File.WriteAllText(file, "");
        var failure = Assert.Throws<JournalException>(() => SqliteJournal.Open(file, "engine", _clock));
        Assert.Contains("ImageGuardOptions.StateFolder", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Whoever_may_use_the_folder_may_use_the_journal()
    {
        const UnixFileMode forGroup = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.SetGroup;
        System.IO.File.SetUnixFileMode(_folder.Path, forGroup);
        await using var journal = Open();
        await StartAsync(journal, "a:1");

        Assert.Equal(forGroup, System.IO.File.GetUnixFileMode(Path.GetDirectoryName(File)!));
        Assert.All(
            Directory.GetFiles(Path.GetDirectoryName(File)!, "journal.db*").Where(path => !path.EndsWith(".lock", StringComparison.Ordinal)),
            path => Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite,
                System.IO.File.GetUnixFileMode(path)));
    }

    private SqliteJournal Open() => SqliteJournal.Open(_folder.Path, "engine", _clock);

    private static ValueTask<long> StartAsync(SqliteJournal journal, string name) =>
        journal.StartAsync(ImageOperationKind.Load, ProcessIdentity.Current, JournalIntents.Of(name), CancellationToken.None);

    private static async Task SettleAsync(SqliteJournal journal, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await journal.AdvanceAsync(await StartAsync(journal, $"settled:{i}"), JournalState.Settled);
        }
    }
}
