using System.Globalization;
using System.Text.Json;
using ImageGuard.Model;
using Microsoft.Data.Sqlite;

namespace ImageGuard.Journal;

/// <summary>The journal in a file, which the processes of a machine share.</summary>
internal sealed class SqliteJournal : IOperationJournal
{
    /// <summary>How many operations in a final state are kept: they tell a recovery what came after an open one.</summary>
    private const int MostFinal = 512;

    /// <summary>How many more may pile up before the oldest are trimmed.</summary>
    private const int Slack = 128;

    private const string Columns = "sequence, kind, state, process, began, changed, intent, result";
    private const string Final = "'Settled', 'Recovered', 'Abandoned'";

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly string _path;
    private readonly TimeProvider _clock;
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _start;
    private readonly SqliteCommand _advance;
    private readonly SqliteCommand _waitForDisk;
    private readonly SqliteCommand _waitForNothing;
    private int _advanced;

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
                _start.Parameters["$process"].Value = JsonSerializer.Serialize(process, JournalJson.Default.ProcessIdentity);
                _start.Parameters["$now"].Value = Now;
                _start.Parameters["$intent"].Value = JsonSerializer.Serialize(intent, JournalJson.Default.OperationIntent);
                return (long)_start.ExecuteScalar()!;
            },
            cancellationToken);

    public async ValueTask AdvanceAsync(long sequence, JournalState state, OperationResult? result = null) =>
        await InTurnAsync(
            () =>
            {
                _advance.Parameters["$state"].Value = state.ToString();
                _advance.Parameters["$now"].Value = Now;
                _advance.Parameters["$result"].Value =
                    result is null ? DBNull.Value : JsonSerializer.Serialize(result, JournalJson.Default.OperationResult);
                _advance.Parameters["$sequence"].Value = sequence;
                return IsFinal(state) ? Finish() : _advance.ExecuteNonQuery();
            },
            CancellationToken.None).ConfigureAwait(false);

    public ValueTask<IReadOnlyList<JournalEntry>> ReadOpenAsync(CancellationToken cancellationToken) =>
        ReadAsync($"state NOT IN ({Final})", after: 0, cancellationToken);

    public ValueTask<IReadOnlyList<JournalEntry>> ReadLaterAsync(long sequence, CancellationToken cancellationToken) =>
        ReadAsync("state <> 'Abandoned'", sequence, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        _start.Dispose();
        _advance.Dispose();
        _waitForDisk.Dispose();
        _waitForNothing.Dispose();
        _connection.Dispose();
        _turn.Dispose();
    }

    private static bool IsFinal(JournalState state) => state is not (JournalState.Started or JournalState.Completed);

    private long Now => _clock.GetUtcNow().ToUnixTimeMilliseconds();

    private SqliteCommand NewCommand(string text, params ReadOnlySpan<string> parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = text;
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new SqliteParameter(parameter, DBNull.Value));
        }

        command.Prepare();
        return command;
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

    private ValueTask<IReadOnlyList<JournalEntry>> ReadAsync(string condition, long after, CancellationToken cancellationToken) =>
        InTurnAsync<IReadOnlyList<JournalEntry>>(
            () =>
            {
                using var command = _connection.CreateCommand();
                command.CommandText = $"SELECT {Columns} FROM operations WHERE sequence > $after AND {condition} ORDER BY sequence";
                command.Parameters.AddWithValue("$after", after);
                using var reader = command.ExecuteReader();
                var entries = new List<JournalEntry>();
                while (reader.Read())
                {
                    entries.Add(Read(reader));
                }

                return entries;
            },
            cancellationToken);

    private static JournalEntry Read(SqliteDataReader reader) => new(
        reader.GetInt64(0),
        Enum.Parse<ImageOperationKind>(reader.GetString(1)),
        Enum.Parse<JournalState>(reader.GetString(2)),
        JsonSerializer.Deserialize(reader.GetString(3), JournalJson.Default.ProcessIdentity)!,
        DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(4)),
        DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(5)),
        JsonSerializer.Deserialize(reader.GetString(6), JournalJson.Default.OperationIntent)!,
        reader.IsDBNull(7) ? null : JsonSerializer.Deserialize(reader.GetString(7), JournalJson.Default.OperationResult));

    /// <summary>A final state that a power cut takes back costs a look at the image, which is less than waiting for the disk each time.</summary>
    private int Finish()
    {
        _waitForNothing.ExecuteNonQuery();
        try
        {
            var count = _advance.ExecuteNonQuery();
            if (++_advanced % Slack == 0)
            {
                Trim();
            }

            return count;
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
            WHERE sequence <= (SELECT max(sequence) - {MostFinal} FROM operations)
              AND sequence < coalesce((SELECT min(sequence) FROM operations WHERE state NOT IN ({Final})), 9e18)
            """);
        trim.ExecuteNonQuery();
    }
}
