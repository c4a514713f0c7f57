using ImageGuard.Journal;
using ImageGuard.Model;
using Npgsql;

namespace ImageGuard.Postgres;

/// <summary>The journal in PostgreSQL, which the machines share that share an engine. It makes and migrates its table by itself.</summary>
/// <param name="source">The database.</param>
/// <param name="engine">The engine, for the machines' journals of several engines lie in one table.</param>
/// <param name="clock">Tells the time.</param>
internal sealed class PostgresJournal(NpgsqlDataSource source, string engine, TimeProvider clock) : IOperationJournal
{
    /// <summary>What makes a schema of each version out of the one before.</summary>
    private static readonly string[] Migrations =
    [
        """
        CREATE TABLE imageguard.operations (
          sequence bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
          engine text NOT NULL,
          kind text NOT NULL,
          state text NOT NULL,
          process text NOT NULL,
          began bigint NOT NULL,
          changed bigint NOT NULL,
          intent text NOT NULL,
          result text);
        CREATE INDEX operations_engine_state ON imageguard.operations (engine, state);
        """,
    ];

    private readonly SemaphoreSlim _turn = new(1, 1);
    private bool _isMigrated;
    private int _finished;

    public async ValueTask<long> StartAsync(
        ImageOperationKind kind, ProcessIdentity process, OperationIntent intent, CancellationToken cancellationToken) =>
        (long)(await RunAsync(
            """
            INSERT INTO imageguard.operations (engine, kind, state, process, began, changed, intent)
            VALUES ($1, $2, 'Started', $3, $4, $4, $5) RETURNING sequence
            """,
            command => command.ExecuteScalarAsync(cancellationToken),
            cancellationToken,
            engine,
            kind.ToString(),
            JournalRow.Write(process),
            Now,
            JournalRow.Write(intent)).ConfigureAwait(false))!;

    public async ValueTask AdvanceAsync(long sequence, JournalState state, OperationResult? result = null, bool waits = false)
    {
        await RunAsync(
            "UPDATE imageguard.operations SET state = $1, changed = $2, result = coalesce($3, result) WHERE sequence = $4",
            command => command.ExecuteNonQueryAsync(CancellationToken.None),
            CancellationToken.None,
            state.ToString(),
            Now,
            JournalRow.Write(result),
            sequence).ConfigureAwait(false);
        if (JournalRow.IsFinal(state) && Interlocked.Increment(ref _finished) % JournalRow.Slack == 0)
        {
            await TrimAsync().ConfigureAwait(false);
        }
    }

    public ValueTask<IReadOnlyList<JournalEntry>> ReadOpenAsync(CancellationToken cancellationToken) =>
        ReadAsync(JournalRow.IsOpen, after: 0, cancellationToken);

    public ValueTask<IReadOnlyList<JournalEntry>> ReadLaterAsync(long sequence, CancellationToken cancellationToken) =>
        ReadAsync(JournalRow.MayHaveChanged, sequence, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await source.DisposeAsync().ConfigureAwait(false);
        _turn.Dispose();
    }

    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    private async ValueTask<IReadOnlyList<JournalEntry>> ReadAsync(string condition, long after, CancellationToken cancellationToken) =>
        await RunAsync(
            $"SELECT {JournalRow.Columns} FROM imageguard.operations WHERE engine = $1 AND sequence > $2 AND {condition} ORDER BY sequence",
            async command =>
            {
                var entries = new List<JournalEntry>();
                var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                    {
                        entries.Add(JournalRow.Read(reader));
                    }
                }

                return entries;
            },
            cancellationToken,
            engine,
            after).ConfigureAwait(false);

    /// <summary>Drops the oldest operations in a final state, but none that is younger than an open one.</summary>
    private Task<int> TrimAsync() => RunAsync(
        $"""
        DELETE FROM imageguard.operations
        WHERE engine = $1
          AND sequence < coalesce((SELECT min(sequence) FROM imageguard.operations WHERE engine = $1 AND {JournalRow.IsOpen}), {long.MaxValue})
          AND sequence <= coalesce(
            (SELECT sequence FROM imageguard.operations WHERE engine = $1 ORDER BY sequence DESC OFFSET {JournalRow.MostFinal} LIMIT 1), 0)
        """,
        command => command.ExecuteNonQueryAsync(CancellationToken.None),
        CancellationToken.None,
        engine);

    private async Task<T> RunAsync<T>(
        string statement, Func<NpgsqlCommand, Task<T>> run, CancellationToken cancellationToken, params object[] values)
    {
        try
        {
            await MigrateAsync(cancellationToken).ConfigureAwait(false);
            var command = source.CreateCommand(statement);
            await using (command.ConfigureAwait(false))
            {
                foreach (var value in values)
                {
                    command.Parameters.Add(value is DBNull
                        ? new NpgsqlParameter { Value = value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text }
                        : new NpgsqlParameter { Value = value });
                }

                return await run(command).ConfigureAwait(false);
            }
        }
        catch (NpgsqlException failure)
        {
            throw new JournalException(
                $"The journal in PostgreSQL cannot be used: {failure.Message} Make the database reachable; without a journal, operations run "
                + "only if ImageGuardOptions.Journal allows it.",
                "PostgreSQL",
                setAside: null,
                failure);
        }
    }

    /// <summary>One guard at a time makes or migrates the table, once in its life.</summary>
    private async ValueTask MigrateAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_isMigrated)
            {
                return;
            }

            var connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                await MigrateAsync(connection, cancellationToken).ConfigureAwait(false);
            }

            _isMigrated = true;
        }
        finally
        {
            _turn.Release();
        }
    }

    private static async Task MigrateAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            await ExecuteAsync(connection, "SELECT pg_advisory_xact_lock(hashtext('imageguard/journal'))", cancellationToken).ConfigureAwait(false);
            await ExecuteAsync(
                connection,
                "CREATE SCHEMA IF NOT EXISTS imageguard; CREATE TABLE IF NOT EXISTS imageguard.migrations (version int PRIMARY KEY)",
                cancellationToken).ConfigureAwait(false);
            var version = (int)(await ExecuteAsync(
                connection, "SELECT coalesce(max(version), 0) FROM imageguard.migrations", cancellationToken).ConfigureAwait(false))!;
            if (version > Migrations.Length)
            {
                throw new JournalException(
                    "The journal in PostgreSQL was written by a newer version of ImageGuard. Use that version.", "PostgreSQL");
            }

            for (var next = version; next < Migrations.Length; next++)
            {
                await ExecuteAsync(
                    connection, $"{Migrations[next]}; INSERT INTO imageguard.migrations VALUES ({next + 1})", cancellationToken).ConfigureAwait(false);
            }

            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<object?> ExecuteAsync(NpgsqlConnection connection, string statement, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(statement, connection);
        await using (command.ConfigureAwait(false))
        {
            return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
