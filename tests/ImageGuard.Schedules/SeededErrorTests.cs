using ImageGuard.Locks;
using ImageGuard.Model;

namespace ImageGuard.Schedules;

/// <summary>The search finds errors of the kinds that the other tests say are not there; else their silence would mean nothing.</summary>
public sealed class SeededErrorTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("imageguard-").FullName;
    private int _runs;

    [Theory]
    [InlineData(ScheduleOrder.Random)]
    [InlineData(ScheduleOrder.Precedence)]
    public void A_lock_that_looks_first_and_takes_later_has_two_holders(ScheduleOrder order) =>
        Assert.Contains("holders at a time", Find(order, LookThenTakeAsync), StringComparison.Ordinal);

    [Theory]
    [InlineData(ScheduleOrder.Random)]
    [InlineData(ScheduleOrder.Precedence)]
    public void A_lock_that_wakes_one_who_has_given_up_forgets_the_others(ScheduleOrder order) =>
        Assert.Contains("Deadlock", Find(order, WakeAnyoneAsync), StringComparison.OrdinalIgnoreCase);

    [Theory]
    [InlineData(ScheduleOrder.Random)]
    [InlineData(ScheduleOrder.Precedence)]
    public void Locks_that_are_taken_in_any_order_block_one_another(ScheduleOrder order) =>
        Assert.Contains("Deadlock", Find(order, TakeInAnyOrderAsync), StringComparison.OrdinalIgnoreCase);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Find(ScheduleOrder order, Func<Task> scenario) =>
        string.Join(Environment.NewLine, ScheduleSearch.Run(order, scenario, longestPause: 1_000).Errors);

    private static async Task LookThenTakeAsync()
    {
        var sync = new object();
        var isTaken = false;
        var census = new HolderCensus();
        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
        {
            bool isFree;
            lock (sync)
            {
                isFree = !isTaken;
            }

            if (!isFree)
            {
                return;
            }

            lock (sync)
            {
                isTaken = true;
                census.Enter(OverlapMode.Exclusive);
            }

            lock (sync)
            {
                isTaken = false;
                census.Leave(OverlapMode.Exclusive);
            }
        })).ToArray());
    }

    private static async Task WakeAnyoneAsync()
    {
        var sync = new object();
        var waiting = new Queue<TaskCompletionSource>([new TaskCompletionSource(), new TaskCompletionSource()]);
        var (givesUp, patient) = (waiting.First(), waiting.Last());
        using var cancellation = new CancellationTokenSource();
        cancellation.Token.Register(() => givesUp.TrySetCanceled());
        var giving = Task.Run(cancellation.Cancel);
        var releasing = Task.Run(() =>
        {
            lock (sync)
            {
                waiting.Dequeue().TrySetResult(); // It should take the next one where this one has given up.
            }
        });
        var waited = Task.Run(async () =>
        {
            try
            {
                await givesUp.Task;
                lock (sync)
                {
                    waiting.Dequeue().TrySetResult();
                }
            }
            catch (OperationCanceledException)
            {
            }
        });
        await Task.WhenAll(giving, releasing, waited);
        await patient.Task;
    }

    private async Task TakeInAnyOrderAsync()
    {
        var run = ++_runs;
        ResourceLock[] locks = [NewLock($"{run}-a"), NewLock($"{run}-b")];
        await Task.WhenAll(TakeAsync(locks), TakeAsync([.. locks.Reverse()]));

        ResourceLock NewLock(string name) => new([new FileLock(_folder, name)]);

        static Task TakeAsync(ResourceLock[] locks) => Task.Run(async () =>
        {
            var first = await locks[0].AcquireAsync(OverlapMode.Exclusive, CancellationToken.None);
            var second = await locks[1].AcquireAsync(OverlapMode.Exclusive, CancellationToken.None);
            await second.DisposeAsync();
            await first.DisposeAsync();
        });
    }
}
