using System.Collections.Concurrent;
using System.Threading.Channels;
using ImageGuard.Diagnostics;
using ImageGuard.Engines;
using ImageGuard.Journal;
using Microsoft.Extensions.Logging;

namespace ImageGuard.Settling;

/// <summary>Takes completed operations to the state in which a power cut cannot undo them: at once, or in the background.</summary>
/// <param name="journal">Where it writes how far they are.</param>
/// <param name="disk">The engine's.</param>
/// <param name="verify">Whether the content of an image is intact; false where it is not, or the image is not there.</param>
/// <param name="durability">What the user wants.</param>
/// <param name="writeBackTime">How long an engine elsewhere needs to write its data to disk.</param>
/// <param name="clock">Measures that.</param>
/// <param name="logger">Where it logs.</param>
internal sealed class DataSettler(
    IOperationJournal journal,
    EngineDisk disk,
    Func<string, Engine, CancellationToken, Task<bool>> verify,
    Durability durability,
    TimeSpan writeBackTime,
    TimeProvider clock,
    ILogger logger) : IAsyncDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private readonly Channel<Completed> _completed = Channel.CreateUnbounded<Completed>(new UnboundedChannelOptions { SingleReader = true });
    private readonly ConcurrentDictionary<long, bool> _waiting = new();
    private readonly object _sync = new();
    private Task? _worker;

    /// <summary>Whether this process is about to settle the operation of this number.</summary>
    public bool IsWaiting(long sequence) => _waiting.ContainsKey(sequence);

    /// <summary>Notes that an operation is completed, and settles it or has it settled.</summary>
    /// <exception cref="JournalException">The journal cannot be written; what was to be on disk now is.</exception>
    /// <exception cref="IOException">The disk has failed.</exception>
    public async ValueTask CompleteAsync(long sequence, OperationResult? result, Engine engine)
    {
        if (durability == Durability.None)
        {
            await journal.AdvanceAsync(sequence, JournalState.Settled, result).ConfigureAwait(false);
            return;
        }

        var completed = new Completed(sequence, result, engine, clock.GetTimestamp());
        if (durability == Durability.Background || !disk.CanFlush(completed.Images))
        {
            await journal.AdvanceAsync(sequence, JournalState.Completed, result, waits: true).ConfigureAwait(false);
            Enqueue(completed);
            return;
        }

        try
        {
            await journal.AdvanceAsync(sequence, JournalState.Completed, result).ConfigureAwait(false);
        }
        finally
        {
            await FlushDiskAsync([completed]).ConfigureAwait(false); // Whatever becomes of the journal: the caller is told that it is on disk.
        }

        await journal.AdvanceAsync(sequence, JournalState.Settled).ConfigureAwait(false);
    }

    /// <summary>Settles what can be settled now; the rest stays in the journal.</summary>
    public async ValueTask DisposeAsync()
    {
        _completed.Writer.TryComplete();
        await _closing.CancelAsync().ConfigureAwait(false);
        if (_worker is not null)
        {
            await _worker.ConfigureAwait(false);
        }

        _closing.Dispose();
    }

    private void Enqueue(Completed completed)
    {
        _waiting[completed.Sequence] = true;
        lock (_sync)
        {
            _worker ??= Task.Run(WorkAsync);
        }

        _completed.Writer.TryWrite(completed);
    }

    private async Task WorkAsync()
    {
        while (await _completed.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            var batch = new List<Completed>();
            while (_completed.Reader.TryRead(out var completed))
            {
                batch.Add(completed);
            }

            try
            {
                await SettleAsync(batch).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (_closing.IsCancellationRequested)
            {
                // What is not settled stays in the journal.
            }
            catch (Exception failure)
            {
                GuardLog.SettlingFailed(logger, failure);
            }
            finally
            {
                batch.ForEach(completed => _waiting.TryRemove(completed.Sequence, out _));
            }
        }
    }

    private async Task SettleAsync(IReadOnlyList<Completed> batch)
    {
        if (disk.CanFlush(batch.SelectMany(completed => completed.Images)))
        {
            await FlushAsync(batch).ConfigureAwait(false);
            return;
        }

        foreach (var completed in batch)
        {
            var remaining = writeBackTime - clock.GetElapsedTime(completed.Time);
            if (remaining > TimeSpan.Zero)
            {
                await Task.Delay(remaining, clock, _closing.Token).ConfigureAwait(false);
            }

            await VerifyAsync(completed).ConfigureAwait(false);
        }
    }

    /// <summary>One flush serves all that were completed before it began.</summary>
    private async Task FlushAsync(IReadOnlyList<Completed> batch)
    {
        await FlushDiskAsync(batch).ConfigureAwait(false);
        foreach (var completed in batch)
        {
            await journal.AdvanceAsync(completed.Sequence, JournalState.Settled).ConfigureAwait(false);
        }
    }

    private Task FlushDiskAsync(IReadOnlyList<Completed> batch) => Task.Run(() => disk.Flush(batch.SelectMany(completed => completed.Images)));

    private async Task VerifyAsync(Completed completed)
    {
        foreach (var image in completed.Images)
        {
            if (!await verify(image, completed.Engine, _closing.Token).ConfigureAwait(false))
            {
                GuardLog.Damaged(logger, image);
                return; // It stays in the journal, for a recovery.
            }
        }

        await journal.AdvanceAsync(completed.Sequence, JournalState.Settled).ConfigureAwait(false);
    }

    private sealed record Completed(long Sequence, OperationResult? Result, Engine Engine, long Time)
    {
        public IEnumerable<string> Images => (Result?.Made.Values ?? []).Distinct();
    }
}
