using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Medallion.Threading;
using Npgsql;

namespace ImageGuard;

/// <summary>
/// Leases as rows of a table. Whoever enters one looks for others' rows against it under a lock of the engine, so that two that exclude each
/// other cannot both stand there. The process renews its rows; one that is not renewed counts no more when <paramref name="duration"/> is over.
/// </summary>
internal sealed class PostgresLeases(PostgresDatabase database, TimeSpan duration) : IOperationLeases
{
    private const string Others = """
        from imageguard.lease
        where engine = $1 and owner <> $2 and renewed + duration > clock_timestamp() and (exclusive && ($3 || $4) or shared && $4)
        """;

    /// <summary>How long it waits for others' leases before it looks again.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>How often it looks whether there is something to renew, or to delete that could not be deleted at once.</summary>
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    private readonly Guid _owner = Guid.NewGuid();
    private readonly ConcurrentDictionary<Guid, Lease> _leases = new();
    private readonly object _sync = new();
    private Task _renewal = Task.CompletedTask;

    public async ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.ConnectAsync(cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<IDistributedSynchronizationHandle> EnterAsync(LeasedOperation operation, CancellationToken cancellationToken)
    {
        var lease = new Lease(this);
        try
        {
            while (!await TryEnterAsync(lease, operation, cancellationToken).ConfigureAwait(false))
            {
                await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
            }
        }
        catch
        {
            await lease.DisposeAsync().ConfigureAwait(false); // The row may be there although no answer came.
            throw;
        }

        return lease;
    }

    public async ValueTask<IReadOnlyList<LockHolder>> FindHoldersAsync(LeasedOperation operation, CancellationToken cancellationToken)
    {
        await using var connection = await database.ConnectAsync(cancellationToken).ConfigureAwait(false);
        await using var command = new NpgsqlCommand($"select holder {Others} order by renewed", connection);
        AddParameters(command.Parameters, operation);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var holders = new List<LockHolder>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            holders.Add(JsonSerializer.Deserialize(reader.GetString(0), LockHolderJson.Default.LockHolder)!);
        }

        return holders;
    }

    private async Task<bool> TryEnterAsync(Lease lease, LeasedOperation operation, CancellationToken cancellationToken)
    {
        lease.MarkRenewed(Stopwatch.GetTimestamp());
        await using var connection = await database.ConnectAsync(cancellationToken).ConfigureAwait(false);
        await using var batch = new NpgsqlBatch(connection);

        // The statements of a batch are one transaction, and each sees what is committed when it begins: the last one, all that came before the lock.
        batch.BatchCommands.Add(new NpgsqlBatchCommand("select pg_advisory_xact_lock(hashtextextended('imageguard/' || $1, 0))"));
        batch.BatchCommands[0].Parameters.AddWithValue(operation.Engine);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("delete from imageguard.lease where renewed + duration <= clock_timestamp()"));
        var entry = new NpgsqlBatchCommand(
            $"""
            insert into imageguard.lease (engine, owner, shared, exclusive, id, duration, holder, renewed)
            select $1, $2, $3, $4, $5, $6, $7::jsonb, clock_timestamp() where not exists (select {Others})
            """);
        AddParameters(entry.Parameters, operation);
        entry.Parameters.AddWithValue(lease.Id);
        entry.Parameters.AddWithValue(duration);
        entry.Parameters.AddWithValue(JsonSerializer.Serialize(operation.Holder, LockHolderJson.Default.LockHolder));
        batch.BatchCommands.Add(entry);
        await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        if (entry.RecordsAffected == 0)
        {
            return false;
        }

        _leases[lease.Id] = lease;
        KeepRenewing();
        return true;
    }

    private void AddParameters(NpgsqlParameterCollection parameters, LeasedOperation operation)
    {
        parameters.AddWithValue(operation.Engine);
        parameters.AddWithValue(_owner);
        parameters.AddWithValue(operation.Shared.ToArray());
        parameters.AddWithValue(operation.Exclusive.ToArray());
    }

    private void KeepRenewing()
    {
        lock (_sync)
        {
            if (_renewal.IsCompleted)
            {
                _renewal = Task.Run(RenewAsync);
            }
        }
    }

    /// <summary>Renews what stands and deletes what has ended, until there is nothing of either.</summary>
    private async Task RenewAsync()
    {
        while (true)
        {
            await Task.Delay(Beat).ConfigureAwait(false);
            try
            {
                if (_leases.Values.Any(lease => lease.IsEnded || lease.Age > duration / 4))
                {
                    await RenewAllAsync().ConfigureAwait(false);
                }
            }
            catch (NpgsqlException)
            {
                // The server is away: asked again, until so much time has passed that the leases are given up.
            }

            lock (_sync)
            {
                foreach (var lease in _leases.Values.Where(lease => lease.Age > duration / 2))
                {
                    GiveUp(lease);
                }

                if (_leases.IsEmpty)
                {
                    _renewal = Task.CompletedTask;
                    return;
                }
            }
        }
    }

    private async Task RenewAllAsync()
    {
        var asked = Stopwatch.GetTimestamp();
        await DeleteAsync(_leases.Values.Where(lease => lease.IsEnded)).ConfigureAwait(false);
        await using var connection = await database.ConnectAsync(CancellationToken.None).ConfigureAwait(false);
        await using var command = new NpgsqlCommand(
            "update imageguard.lease set renewed = clock_timestamp() where id = any($1) and renewed + duration > clock_timestamp() returning id",
            connection);
        command.Parameters.AddWithValue(_leases.Keys.ToArray());
        await using var reader = await command.ExecuteReaderAsync().ConfigureAwait(false);
        while (await reader.ReadAsync().ConfigureAwait(false))
        {
            if (_leases.TryGetValue(reader.GetGuid(0), out var lease))
            {
                lease.MarkRenewed(asked);
            }
        }
    }

    /// <summary>Ends a lease that others will soon take for abandoned: in time, so that its operation can be broken off before they begin.</summary>
    private void GiveUp(Lease lease)
    {
        lease.MarkLost();
        if (lease.IsEnded)
        {
            _leases.TryRemove(lease.Id, out _);
        }
    }

    private async ValueTask EndAsync(Lease lease)
    {
        lease.IsEnded = true;
        try
        {
            await DeleteAsync([lease]).ConfigureAwait(false);
        }
        catch (NpgsqlException)
        {
            _leases[lease.Id] = lease; // The server is away. It is asked again with the next beat.
            KeepRenewing();
        }
    }

    private async Task DeleteAsync(IEnumerable<Lease> leases)
    {
        Guid[] ids = [.. leases.Select(lease => lease.Id)];
        if (ids.Length == 0)
        {
            return;
        }

        await using var connection = await database.ConnectAsync(CancellationToken.None).ConfigureAwait(false);
        await using var command = new NpgsqlCommand("delete from imageguard.lease where id = any($1)", connection);
        command.Parameters.AddWithValue(ids);
        await command.ExecuteNonQueryAsync().ConfigureAwait(false);
        foreach (var id in ids)
        {
            _leases.TryRemove(id, out _);
        }
    }

    private sealed class Lease(PostgresLeases owner) : IDistributedSynchronizationHandle
    {
        private readonly CancellationTokenSource _lost = new();
        private long _renewed = Stopwatch.GetTimestamp();

        public Guid Id { get; } = Guid.NewGuid();

        public bool IsEnded { get; set; }

        /// <summary>The time since it was renewed, or rather since that was asked for, which is on the safe side.</summary>
        public TimeSpan Age => Stopwatch.GetElapsedTime(Volatile.Read(ref _renewed));

        public CancellationToken HandleLostToken => _lost.Token;

        public void MarkRenewed(long timestamp) => Volatile.Write(ref _renewed, timestamp);

        public void MarkLost() => _lost.Cancel();

        public ValueTask DisposeAsync() => owner.EndAsync(this);

        public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}
