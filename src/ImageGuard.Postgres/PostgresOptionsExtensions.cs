using Medallion.Threading.Postgres;
using Npgsql;

namespace ImageGuard;

/// <summary>Puts the guard's locks, leases and journal into PostgreSQL.</summary>
public static class PostgresOptionsExtensions
{
    /// <summary>A connection that is silent for longer may be cut by what lies between.</summary>
    private static readonly TimeSpan Keepalive = TimeSpan.FromSeconds(15);

    /// <summary>
    /// By itself the server would not look whether a client is still there while its query waits for a lock, or sleeps to keep the connection
    /// open: a lock whose holder is cut off stayed taken, and who waited for it and was cut off would get it first.
    /// </summary>
    private const string NoticesLostClients =
        "-c client_connection_check_interval=1s -c tcp_keepalives_idle=10s -c tcp_keepalives_interval=5s -c tcp_keepalives_count=3";

    private static readonly TimeSpan DefaultLease = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Locks and leases in PostgreSQL, beside the lock files, and the journal there instead of <see cref="ImageGuardOptions.StateFolder"/>, so
    /// that several machines can share one engine. The locks are advisory ones; leases and journal are tables in the schema <c>imageguard</c>,
    /// which is made when a guard opens. All that share an engine must use one database.
    /// </summary>
    /// <param name="options">The guard's options.</param>
    /// <param name="connectionString">
    /// The database, PostgreSQL 14 or later. Each process holds a few connections. No pooler that hands a connection to others between transactions may lie in between.
    /// The user needs the right to create a schema, or rights on the schema <c>imageguard</c>.
    /// </param>
    /// <param name="leaseDuration">
    /// For how long others keep away from an operation whose process has died or no longer reaches the database, while the engine may still be
    /// at it; the same for all, and longer than an engine needs for its longest load. Default: 1 minute.
    /// </param>
    /// <remarks>
    /// If the connection is lost, so are its locks. An operation under way is then broken off and ends with
    /// <see cref="UnknownOutcomeException"/>; its lease and the lock files stay until it is settled.
    /// </remarks>
    public static ImageGuardOptions UsePostgres(this ImageGuardOptions options, string connectionString, TimeSpan? leaseDuration = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(connectionString);
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        builder.Options = $"{NoticesLostClients} {builder.Options}".TrimEnd();
        options.DistributedLocks = new PostgresDistributedSynchronizationProvider(
            builder.ConnectionString, connection => connection.KeepaliveCadence(Keepalive));
        var database = new PostgresDatabase(builder.ConnectionString);
        options.Leases = new PostgresLeases(database, leaseDuration ?? DefaultLease);
        options.JournalProvider = engine => new PostgresJournal(database, engine, options.Clock);
        return options;
    }
}
