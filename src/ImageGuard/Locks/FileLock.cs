using ImageGuard.Model;
using Microsoft.Win32.SafeHandles;

namespace ImageGuard.Locks;

/// <summary>A reader-writer lock between the processes of a machine, made of two lock files.</summary>
/// <remarks>
/// Lock files know no queue, so whoever tries at the right moment wins, and a stream of shared holders would starve an exclusive one. The
/// second file cures that: everyone takes the <em>gate</em> on the way in, and keeps it until the lock itself is held. Who is in the gate
/// comes next, whatever the others do; they meet at the gate with equal chances.
/// </remarks>
internal sealed class FileLock(string folder, string name) : ICrossProcessLock
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(16);

    private readonly LockFile _gate = new(Path.Combine(folder, name + ".gate"));
    private readonly LockFile _lock = new(Path.Combine(folder, name + ".lock"));

    public async ValueTask<ILockHold> AcquireAsync(OverlapMode mode, CancellationToken cancellationToken)
    {
        using (await PollAsync(_gate, OverlapMode.Exclusive, cancellationToken).ConfigureAwait(false))
        {
            return new Hold(await PollAsync(_lock, mode, cancellationToken).ConfigureAwait(false));
        }
    }

    public ValueTask<ILockHold?> TryAcquireAsync(OverlapMode mode, CancellationToken cancellationToken)
    {
        using var gate = _gate.TryLock(OverlapMode.Exclusive);
        return new(gate is not null && _lock.TryLock(mode) is { } handle ? new Hold(handle) : null);
    }

    private static async ValueTask<SafeFileHandle> PollAsync(LockFile file, OverlapMode mode, CancellationToken cancellationToken)
    {
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            if (file.TryLock(mode) is { } handle)
            {
                return handle;
            }

            await Task.Delay(pause, cancellationToken).ConfigureAwait(false);
        }
    }

    private sealed class Hold(SafeFileHandle handle) : ILockHold
    {
        public CancellationToken Lost => CancellationToken.None;

        public ValueTask DisposeAsync()
        {
            handle.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
