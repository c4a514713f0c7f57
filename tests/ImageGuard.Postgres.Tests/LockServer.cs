namespace ImageGuard.Postgres.Tests;

/// <summary>Where the machines that share an engine have their locks.</summary>
public enum LockServer
{
    /// <summary>PostgreSQL, by <c>UsePostgres</c>.</summary>
    Postgres,

    /// <summary>Redis, by the provider of DistributedLock.Redis.</summary>
    Redis,
}
