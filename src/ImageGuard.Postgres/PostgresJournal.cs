using System.Data.Common;
using ImageGuard.Journal;
using ImageGuard.Locks;
using ImageGuard.Model;
using Npgsql;

namespace ImageGuard;

/// <summary>The journal in PostgreSQL, which the machines share that share an engine.</summary>
/// <param name="database">The database.</param>
/// <param name="engine">The engine, for the machines' journals of several engines lie in one table.</param>
/// <param name="clock">Tells the time.</param>
internal sealed class PostgresJournal(PostgresDatabase database, string engine, TimeProvider clock) : IOperationJournal
{
    /// <summary>How long it waits for a database that restarts.</summary>
    private static readonly TimeSpan LongestOutage = TimeSpan.FromSeconds(30);

    private int _finished;

    public async ValueTask<long> StartAsync(
        ImageOperationKind kind, ProcessIdentity process, OperationIntent intent, CancellationToken cancellationToken) =>
        (long)(await RunAsync(
            """
            INSERT INTO imageguard.operation (id, engine, kind, state, process, began, changed, intent)
            VALUES ($1, $2, $3, 'Started', $4, $5, $5, $6) ON CONFLICT (id) DO UPDATE SET id = excluded.id RETURNING sequence
            """,
            command => command.ExecuteScalarAsync(cancellationToken),
            cancellationToken,
            Guid.NewGuid(), // so that it stands there once, also when it is sent again because no answer came
            engine,
            kind.ToString(),
            JournalRow.Write(process),
            Now,
            JournalRow.Write(intent)).ConfigureAwait(false))!;

    public async ValueTask AdvanceAsync(long sequence, JournalState state, OperationResult? result = null, bool waits = false)
    {
        await RunAsync(
            "UPDATE imageguard.operation SET state = $1, changed = $2, result = coalesce($3, result) WHERE sequence = $4",
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

    public async ValueTask NoteUsesAsync(IEnumerable<KeyValuePair<string, DateTimeOffset>> uses) => await RunAsync(
        $"""
        WITH noted AS (
          INSERT INTO imageguard.image_use (engine, image, used) SELECT $1, key, value::bigint FROM jsonb_each_text($2::jsonb)
          ON CONFLICT (engine, image) DO UPDATE SET used = greatest(image_use.used, excluded.used))
        DELETE FROM imageguard.image_use
        WHERE engine = $1
          AND used < (SELECT used FROM imageguard.image_use WHERE engine = $1 ORDER BY used DESC OFFSET {JournalRow.MostUses} LIMIT 1)
        """,
        command => command.ExecuteNonQueryAsync(CancellationToken.None),
        CancellationToken.None,
        engine,
        JournalRow.Write(uses)).ConfigureAwait(false);

    public async ValueTask<IReadOnlyDictionary<string, DateTimeOffset>> ReadUsesAsync(CancellationToken cancellationToken) =>
        new Dictionary<string, DateTimeOffset>(await QueryAsync(
            "SELECT image, used FROM imageguard.image_use WHERE engine = $1", JournalRow.ReadUse, cancellationToken, engine).ConfigureAwait(false));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    private async ValueTask<IReadOnlyList<JournalEntry>> ReadAsync(string condition, long after, CancellationToken cancellationToken) =>
        await QueryAsync(
            $"SELECT {JournalRow.Columns} FROM imageguard.operation WHERE engine = $1 AND sequence > $2 AND {condition} ORDER BY sequence",
            JournalRow.Read,
            cancellationToken,
            engine,
            after).ConfigureAwait(false);

    private Task<List<T>> QueryAsync<T>(
        string query, Func<DbDataReader, T> read, CancellationToken cancellationToken, params object[] values) => RunAsync(
        query,
        async command =>
        {
            var rows = new List<T>();
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    rows.Add(read(reader));
                }
            }

            return rows;
        },
        cancellationToken,
        values);

    /// <summary>Drops the oldest operations in a final state, but none that is younger than an open one.</summary>
    private Task<int> TrimAsync() => RunAsync(
        $"""
        DELETE FROM imageguard.operation
        WHERE engine = $1
          AND sequence < coalesce((SELECT min(sequence) FROM imageguard.operation WHERE engine = $1 AND {JournalRow.IsOpen}), {long.MaxValue})
          AND sequence <= coalesce(
            (SELECT sequence FROM imageguard.operation WHERE engine = $1 ORDER BY sequence DESC OFFSET {JournalRow.MostFinal} LIMIT 1), 0)
        """,
        command => command.ExecuteNonQueryAsync(CancellationToken.None),
        CancellationToken.None,
        engine);

    private async Task<T> RunAsync<T>(
        string statement, Func<NpgsqlCommand, Task<T>> run, CancellationToken cancellationToken, params object[] values)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(LongestOutage);
        try
        {
            return await Outage.RideOutAsync(token => RunOnceAsync(statement, run, values, token), patience.Token).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is NpgsqlException
            || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new JournalException(
                $"The journal in PostgreSQL cannot be used: {failure.Message} Make the database reachable; without a journal, operations run "
                + "only if ImageGuardOptions.Journal allows it.",
                "PostgreSQL",
                setAside: null,
                failure);
        }
    }

    private async ValueTask<T> RunOnceAsync<T>(
        string statement, Func<NpgsqlCommand, Task<T>> run, object[] values, CancellationToken cancellationToken)
    {
        await using var connection = await database.ConnectAsync(cancellationToken).ConfigureAwait(false);
        await using var command = new NpgsqlCommand(statement, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(value is DBNull
                ? new NpgsqlParameter { Value = value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text }
                : new NpgsqlParameter { Value = value });
        }

        return await run(command).ConfigureAwait(false);
    }
}
