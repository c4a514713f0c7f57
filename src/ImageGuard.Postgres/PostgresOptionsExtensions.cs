using ImageGuard.Postgres;
using Medallion.Threading.Postgres;
using Npgsql;

namespace ImageGuard;

/// <summary>Puts the guard's locks and journal into PostgreSQL.</summary>
public static class PostgresOptionsExtensions
{
    /// <summary>A connection that is silent for longer may be cut by what lies between.</summary>
    private static readonly TimeSpan Keepalive = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Locks in PostgreSQL, beside the lock files, and the journal there instead of <see cref="ImageGuardOptions.StateFolder"/>, so that
    /// several machines can share one engine. The locks are advisory ones; the journal makes its table in the schema <c>imageguard</c>. All
    /// that share an engine must use one database.
    /// </summary>
    /// <param name="options">The guard's options.</param>
    /// <param name="connectionString">
    /// The database. Each process holds a few connections. No pooler that hands a connection to others between transactions may lie in between.
    /// </param>
    /// <remarks>
    /// If the connection is lost, so are its locks. An operation under way is then broken off and ends with
    /// <see cref="UnknownOutcomeException"/>; the lock files stay until it is settled.
    /// </remarks>
    public static ImageGuardOptions UsePostgres(this ImageGuardOptions options, string connectionString)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(connectionString);
        options.DistributedLocks = new PostgresDistributedSynchronizationProvider(
            connectionString, connection => connection.KeepaliveCadence(Keepalive));
        options.JournalProvider = engine => new PostgresJournal(NpgsqlDataSource.Create(connectionString), engine, options.Clock);
        return options;
    }
}
