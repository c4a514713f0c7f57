using System.Data.Common;
using System.Globalization;
using ImageGuard.Model;
using Microsoft.Data.Sqlite;

namespace ImageGuard.Journal;

/// <summary>The journal in a file, which the processes of a machine share.</summary>
internal sealed class SqliteJournal : IOperationJournal
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly string _path;
    private readonly TimeProvider _clock;
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _start;
    private readonly SqliteCommand _advance;
    private readonly SqliteCommand _noteUses;
    private readonly SqliteCommand _waitForDisk;
    private readonly SqliteCommand _waitForNothing;
    private int _finished;

    private SqliteJournal(string path, TimeProvider clock)
    {
        (_path, _clock) = (path, clock);
        _connection = JournalFile.Open(path);
        _start = NewCommand(
            "INSERT INTO operations (kind, state, process, began, changed, intent) VALUES ($kind, 'Started', $process, $now, $now, $intent) "
            + "RETURNING sequence",
            "$kind", "$process", "$now", "$intent");
        _advance = NewCommand(
            "UPDATE operations SET state = $state, changed = $now, result = coalesce($result, result) WHERE sequence = $sequence",
            "$state", "$now", "$result", "$sequence");
        _noteUses = NewCommand(
            $"""
            INSERT INTO uses (image, used) SELECT key, value FROM json_each($uses) WHERE true
            ON CONFLICT (image) DO UPDATE SET used = max(used, excluded.used);
            DELETE FROM uses WHERE used < (SELECT used FROM uses ORDER BY used DESC LIMIT 1 OFFSET {JournalRow.MostUses});
            """,
            "$uses");
        _waitForDisk = NewCommand("PRAGMA synchronous = FULL");
        _waitForNothing = NewCommand("PRAGMA synchronous = NORMAL");
    }

    /// <summary>Opens the journal, and makes it where there is none.</summary>
    /// <exception cref="JournalException">It cannot be used.</exception>
    public static SqliteJournal Open(string stateFolder, string engineKey, TimeProvider clock)
    {
        var path = stateFolder;
        try
        {
            path = Path.Combine(StateFolder.Open(stateFolder, engineKey), "journal.db");
            return new SqliteJournal(path, clock);
        }
        catch (Exception failure) when (failure is SqliteException or IOException and not JournalException or UnauthorizedAccessException)
        {
            throw JournalFile.Unusable(path, failure);
        }
    }

    public ValueTask<long> StartAsync(
        ImageOperationKind kind, ProcessIdentity process, OperationIntent intent, CancellationToken cancellationToken) =>
        InTurnAsync(
            () =>
            {
                _start.Parameters["$kind"].Value = kind.ToString();
                _start.Parameters["$process"].Value = JournalRow.Write(process);
                _start.Parameters["$now"].Value = Now;
                _start.Parameters["$intent"].Value = JournalRow.Write(intent);
                return (long)_start.ExecuteScalar()!;
            },
            cancellationToken);

    public async ValueTask AdvanceAsync(long sequence, JournalState state, OperationResult? result = null, bool waits = false) =>
        await InTurnAsync(
            () =>
            {
                _advance.Parameters["$state"].Value = state.ToString();
                _advance.Parameters["$now"].Value = Now;
                _advance.Parameters["$result"].Value = JournalRow.Write(result);
                _advance.Parameters["$sequence"].Value = sequence;
                var count = waits ? _advance.ExecuteNonQuery() : ExecuteWithoutWaiting(_advance);
                if (JournalRow.IsFinal(state) && ++_finished % JournalRow.Slack == 0)
                {
                    Trim();
                }

                return count;
            },
            CancellationToken.None).ConfigureAwait(false);

    public ValueTask<IReadOnlyList<JournalEntry>> ReadOpenAsync(CancellationToken cancellationToken) =>
        ReadAsync(JournalRow.IsOpen, after: 0, cancellationToken);

    public ValueTask<IReadOnlyList<JournalEntry>> ReadLaterAsync(long sequence, CancellationToken cancellationToken) =>
        ReadAsync(JournalRow.MayHaveChanged, sequence, cancellationToken);

    public async ValueTask NoteUsesAsync(IEnumerable<KeyValuePair<string, DateTimeOffset>> uses) => await InTurnAsync(
        () =>
        {
            _noteUses.Parameters["$uses"].Value = JournalRow.Write(uses);
            return ExecuteWithoutWaiting(_noteUses);
        },
        CancellationToken.None).ConfigureAwait(false);

    public async ValueTask<IReadOnlyDictionary<string, DateTimeOffset>> ReadUsesAsync(CancellationToken cancellationToken) =>
        new Dictionary<string, DateTimeOffset>(
            await QueryAsync("SELECT image, used FROM uses", JournalRow.ReadUse, cancellationToken).ConfigureAwait(false));

    public async ValueTask DisposeAsync()
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        _start.Dispose();
        _advance.Dispose();
        _noteUses.Dispose();
        _waitForDisk.Dispose();
        _waitForNothing.Dispose();
        _connection.Dispose();
        _turn.Dispose();
    }

    private long Now => _clock.GetUtcNow().ToUnixTimeMilliseconds();

    private SqliteCommand NewCommand(string text, params ReadOnlySpan<string> parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = text;
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new SqliteParameter(parameter, DBNull.Value));
        }

        return command; // Not prepared before its first use: a PRAGMA takes effect when it is prepared.
    }

    private async ValueTask<T> InTurnAsync<T>(Func<T> action, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return action();
        }
        catch (SqliteException failure)
        {
            throw JournalFile.Unusable(_path, failure);
        }
        finally
        {
            _turn.Release();
        }
    }

    private ValueTask<IReadOnlyList<JournalEntry>> ReadAsync(string condition, long after, CancellationToken cancellationToken) => QueryAsync(
        string.Create(
            CultureInfo.InvariantCulture, $"SELECT {JournalRow.Columns} FROM operations WHERE sequence > {after} AND {condition} ORDER BY sequence"),
        JournalRow.Read,
        cancellationToken);

    private ValueTask<IReadOnlyList<T>> QueryAsync<T>(string query, Func<DbDataReader, T> read, CancellationToken cancellationToken) =>
        InTurnAsync<IReadOnlyList<T>>(
            () =>
            {
                using var command = _connection.CreateCommand();
                command.CommandText = query;
                using var reader = command.ExecuteReader();
                var rows = new List<T>();
                while (reader.Read())
                {
                    rows.Add(read(reader));
                }

                return rows;
            },
            cancellationToken);

    private int ExecuteWithoutWaiting(SqliteCommand command)
    {
        _waitForNothing.ExecuteNonQuery();
        try
        {
            return command.ExecuteNonQuery();
        }
        finally
        {
            _waitForDisk.ExecuteNonQuery();
        }
    }

    /// <summary>Drops the oldest operations in a final state, but none that is younger than an open one.</summary>
    private void Trim()
    {
        using var trim = _connection.CreateCommand();
        trim.CommandText = string.Create(CultureInfo.InvariantCulture, $"""
            DELETE FROM operations
            WHERE sequence <= (SELECT max(sequence) - {JournalRow.MostFinal} FROM operations)
              AND sequence < coalesce((SELECT min(sequence) FROM operations WHERE {JournalRow.IsOpen}), 9e18)
            """);
        trim.ExecuteNonQuery();
    }
}
