using System.Data.Common;

namespace ImageGuard.Locks;

/// <summary>Waits while the server of the locks is away, as it is while it restarts.</summary>
internal static class Outage
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Asks until the server has answered.</summary>
    /// <exception cref="DbException">It refuses for good, or was still away when the request was cancelled.</exception>
    public static async Task<T> RideOutAsync<T>(Func<CancellationToken, ValueTask<T>> acquire, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await acquire(cancellationToken).ConfigureAwait(false);
            }
            catch (DbException outage) when (outage.IsTransient)
            {
                await Task.Delay(Pause, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (cancellationToken.IsCancellationRequested)
                {
                    throw;
                }
            }
        }
    }
}
