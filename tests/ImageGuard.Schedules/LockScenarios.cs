using ImageGuard.Locks;
using ImageGuard.Model;
using Microsoft.Coyote.Random;

namespace ImageGuard.Schedules;

/// <summary>What is done with the locks in each order. Two objects that share lock files meet as two processes do.</summary>
internal sealed class LockScenarios : IDisposable
{
    private const int Actors = 5;
    private const int Writers = 3;

    private readonly string _folder = Directory.CreateTempSubdirectory("imageguard-").FullName;
    private int _runs;

    /// <summary>Actors ask two processes for one lock, shared or exclusively, and some give up at any moment.</summary>
    public async Task OneLockAsync()
    {
        var name = NextName();
        ResourceLock[] processes = [new([new FileLock(_folder, name)]), new([new FileLock(_folder, name)])];
        var census = new HolderCensus();
        var choice = Generator.Create();
        await Task.WhenAll(Enumerable.Range(0, Actors).Select(actor =>
        {
            var (mode, givesUp) = (choice.NextBoolean() ? OverlapMode.Exclusive : OverlapMode.Shared, choice.NextBoolean());
            return Task.Run(() => HoldOnceAsync(processes[actor % processes.Length], mode, givesUp, census));
        }).ToArray());

        // Whoever gave up has left nothing behind.
        foreach (var process in processes)
        {
            await (await process.AcquireAsync(OverlapMode.Exclusive, CancellationToken.None)).DisposeAsync();
            process.Dispose();
        }
    }

    /// <summary>Two processes carry out operations of any kind on two images, each under the locks of its plan.</summary>
    public async Task PlansAsync()
    {
        var prefix = NextName() + "-";
        LockTable[] processes = [NewTable(prefix), NewTable(prefix)];
        var censuses = new Dictionary<LockResource, HolderCensus>();
        var choice = Generator.Create();
        var plans = Enumerable.Range(0, Actors).Select(_ => LockPlan.For(Footprints[choice.NextInteger(Footprints.Length)])).ToArray();
        foreach (var (resource, _) in plans.SelectMany(plan => plan.Entries))
        {
            censuses[resource] = new HolderCensus();
        }

        await Task.WhenAll(plans.Select((plan, actor) => Task.Run(async () =>
        {
            var process = processes[actor % processes.Length];
            var held = await process.TryAcquireAsync(plan, ImageOperationKind.Tag, [], CancellationToken.None) ?? await AcquireAsync(process, plan);
            foreach (var (resource, mode) in plan.Entries)
            {
                censuses[resource].Enter(mode);
            }

            await Task.Yield();
            foreach (var (resource, mode) in plan.Entries)
            {
                censuses[resource].Leave(mode);
            }

            await held.DisposeAsync();
        })).ToArray());

        foreach (var process in processes)
        {
            await (await AcquireAsync(process, LockPlan.Alone)).DisposeAsync();
            process.Dispose();
        }
    }

    /// <summary>Whoever asks when an exclusive request is waiting already comes after it.</summary>
    public static async Task QueueAsync()
    {
        var fair = new FairLock<object>();
        var exclusive = new List<Task>();
        var census = new HolderCensus();
        var choice = Generator.Create();
        await Task.WhenAll(Enumerable.Range(0, Actors).Select(actor => Task.Run(async () =>
        {
            var mode = choice.NextBoolean() ? OverlapMode.Exclusive : OverlapMode.Shared;
            var before = mode == OverlapMode.Shared ? exclusive.ToArray() : [];
            var turn = fair.AcquireAsync(mode, CancellationToken.None);
            if (mode == OverlapMode.Exclusive)
            {
                exclusive.Add(turn);
            }

            await turn;
            Assert.True(before.All(earlier => earlier.IsCompleted), "A shared request passed an exclusive one that had been waiting before it.");
            await census.VisitAsync(mode);
            fair.Release(mode);
        })).ToArray());
    }

    /// <summary>Whoever waits behind an exclusive request that gives up waits no longer, though the first holder stays.</summary>
    public static async Task GiveUpAsync()
    {
        var fair = new FairLock<object>();
        await fair.AcquireAsync(OverlapMode.Shared, CancellationToken.None);
        using var cancellation = new CancellationTokenSource();
        var exclusive = fair.AcquireAsync(OverlapMode.Exclusive, cancellation.Token);
        var shared = Enumerable.Range(0, 2).Select(_ => Task.Run(() => fair.AcquireAsync(OverlapMode.Shared, CancellationToken.None)));
        await Task.WhenAll([.. shared, Task.Run(cancellation.Cancel)]);

        Assert.True(exclusive.IsCanceled);
    }

    /// <summary>Removals that wait together share one hold of the files, also when one of them gives up.</summary>
    public async Task GroupAsync()
    {
        var files = new CountingLock(new FileLock(_folder, NextName()));
        using var resource = new ResourceLock([files]);
        var census = new HolderCensus();
        var reading = await resource.AcquireAsync(OverlapMode.Shared, CancellationToken.None);
        using var cancellation = new CancellationTokenSource();
        var waiting = Enumerable.Range(0, Writers)
            .Select(writer => HoldAsync(resource, OverlapMode.Exclusive, census, writer == 0 ? cancellation.Token : CancellationToken.None))
            .ToArray();
        var givingUp = Task.Run(cancellation.Cancel);
        await reading.DisposeAsync();
        await Task.WhenAll([.. waiting, givingUp]);

        Assert.Equal(1, files.ExclusiveHolds);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static ImageFootprint[] Footprints { get; } =
    [
        new(ImageOperationKind.Tag) { Images = ["a:1", "b:1"] },
        new(ImageOperationKind.Pull) { Images = ["b:1"] },
        new(ImageOperationKind.Remove) { Images = ["a:1"] },
        new(ImageOperationKind.Remove) { Images = ["a:1"], HasUnknownIds = true },
        new(ImageOperationKind.Load) { Images = ["b:1", "sha256:aa"] },
        new(ImageOperationKind.Remove) { Images = ["b:1", "a:1"] },
        new(ImageOperationKind.Load) { HasUnknownNames = true },
        new(ImageOperationKind.Build) { Images = ["a:1"], BuildsInto = ["b:1", "c:1"] },
        new(ImageOperationKind.Build) { Images = ["b:1"], BuildsInto = ["c:1"] },
        new(ImageOperationKind.Prune),
    ];

    private static async Task HoldOnceAsync(ResourceLock resource, OverlapMode mode, bool givesUp, HolderCensus census)
    {
        using var cancellation = new CancellationTokenSource();
        var givingUp = givesUp ? Task.Run(cancellation.Cancel) : Task.CompletedTask;
        await HoldAsync(resource, mode, census, cancellation.Token);
        await givingUp;
    }

    private static async Task HoldAsync(ResourceLock resource, OverlapMode mode, HolderCensus census, CancellationToken cancellationToken)
    {
        ILockHold hold;
        try
        {
            hold = await resource.AcquireAsync(mode, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return;
        }

        await census.VisitAsync(mode);
        await hold.DisposeAsync();
    }

    private static Task<ILockHold> AcquireAsync(LockTable process, LockPlan plan) =>
        process.AcquireAsync(plan, ImageOperationKind.Tag, [], Timeout.InfiniteTimeSpan, CancellationToken.None);

    /// <summary>A name of its own for each run: one that is broken off may leave its locks to the garbage collector.</summary>
    private string NextName() => $"run{++_runs}";

    private LockTable NewTable(string prefix) =>
        new(new HolderBook(_folder), resource => [new FileLock(_folder, prefix + resource)]);
}
