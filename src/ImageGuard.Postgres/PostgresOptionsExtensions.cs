using Medallion.Threading.Postgres;

namespace ImageGuard;

/// <summary>Puts the guard's locks and leases into PostgreSQL.</summary>
public static class PostgresOptionsExtensions
{
    /// <summary>A connection that is silent for longer may be cut by what lies between.</summary>
    private static readonly TimeSpan Keepalive = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan DefaultLease = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Locks and leases in PostgreSQL, beside the lock files, so that several machines can share one engine. The locks are advisory ones; the
    /// leases are a table in the schema <c>imageguard</c>, which is made when a guard opens. All that share an engine must use one database.
    /// </summary>
    /// <param name="options">The guard's options.</param>
    /// <param name="connectionString">
    /// The database. Each process holds a few connections. No pooler that hands a connection to others between transactions may lie in between.
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
        options.DistributedLocks = new PostgresDistributedSynchronizationProvider(
            connectionString, connection => connection.KeepaliveCadence(Keepalive));
        options.Leases = new PostgresLeases(connectionString, leaseDuration ?? DefaultLease);
        return options;
    }
}
