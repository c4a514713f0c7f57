using Medallion.Threading.Postgres;

namespace ImageGuard;

/// <summary>Puts the guard's locks into PostgreSQL.</summary>
public static class PostgresOptionsExtensions
{
    /// <summary>A connection that is silent for longer may be cut by what lies between.</summary>
    private static readonly TimeSpan Keepalive = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Locks in PostgreSQL, beside the lock files, so that several machines can share one engine. They are advisory locks: the database
    /// needs no table. All that share an engine must use one database.
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
        return options;
    }
}
