using Npgsql;

namespace ImageGuard;

/// <summary>
/// The database with the guard's tables, which are made when they are first needed, and brought up to date by whoever comes with a newer version.
/// </summary>
internal sealed class PostgresDatabase(string connectionString)
{
    /// <summary>What leads from each version to the next. They are only ever added to.</summary>
    private static readonly string[] Migrations =
    [
        """
        create table imageguard.lease (
            id uuid primary key,
            owner uuid not null,
            engine text not null,
            shared text[] not null,
            exclusive text[] not null,
            holder jsonb not null,
            renewed timestamptz not null,
            duration interval not null)
        """,
        """
        create table imageguard.operation (
            sequence bigint generated always as identity primary key,
            id uuid not null unique,
            engine text not null,
            kind text not null,
            state text not null,
            process text not null,
            began bigint not null,
            changed bigint not null,
            intent text not null,
            result text);
        create index operation_engine_state on imageguard.operation (engine, state)
        """,
        """
        create table imageguard.image_use (engine text, image text, used bigint not null, primary key (engine, image));
        create index image_use_engine_used on imageguard.image_use (engine, used)
        """,
    ];

    private bool _isCurrent;

    /// <summary>Connects, and makes sure that the tables are there.</summary>
    /// <exception cref="NpgsqlException">The database cannot be reached, or the user may not make tables.</exception>
    /// <exception cref="NotSupportedException">A newer version of the guard uses the database.</exception>
    public async Task<NpgsqlConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(connectionString);
        try
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            if (!_isCurrent)
            {
                await MigrateAsync(connection, cancellationToken).ConfigureAwait(false);
                _isCurrent = true;
            }

            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static async Task MigrateAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using var command = new NpgsqlCommand(
            """
            select pg_advisory_xact_lock(hashtextextended('imageguard', 0));
            create schema if not exists imageguard;
            create table if not exists imageguard.version (number int not null);
            select coalesce(max(number), 0) from imageguard.version
            """,
            connection,
            transaction);
        var version = await ReadVersionAsync(command, cancellationToken).ConfigureAwait(false);
        if (version > Migrations.Length)
        {
            throw new NotSupportedException(
                $"The database of the guard has version {version} of ImageGuard's tables, and this program knows {Migrations.Length}. "
                + "Update the package ImageGuard.Postgres in this program.");
        }

        if (version < Migrations.Length)
        {
            command.CommandText = string.Join(";\n", Migrations.Skip(version))
                + $";\ndelete from imageguard.version;\ninsert into imageguard.version values ({Migrations.Length})";
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }

        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    private static async Task<int> ReadVersionAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await reader.NextResultAsync(cancellationToken).ConfigureAwait(false); // the first result is the lock's
        await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        return reader.GetInt32(0);
    }
}
