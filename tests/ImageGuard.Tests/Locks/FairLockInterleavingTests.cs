using ImageGuard.Locks;
using ImageGuard.Model;

namespace ImageGuard.Tests.Locks;

/// <summary>
/// Runs the lock through every interleaving of a few actors. Each step of an actor (ask, give up, release) is atomic, since the lock does
/// everything under one monitor and completes a turn before it leaves it; so the orders of the steps are all the interleavings there are.
/// </summary>
public sealed class FairLockInterleavingTests
{
    private const int Actors = 4;

    private enum Step
    {
        Ask,
        GiveUp,
        Release,
    }

    [Fact]
    public void No_interleaving_breaks_exclusion_loses_a_wake_up_or_starves_anyone()
    {
        var schedules = 0;
        foreach (var modes in Combinations(Actors))
        {
            schedules += Explore(modes, []);
        }

        // 16 combinations of modes, and the orders of 8 steps in which each actor's two keep theirs: 8! / 2^4.
        Assert.Equal(16 * 2520, schedules);
    }

    /// <summary>Extends a schedule by every step that is possible after it; replays it from the start each time.</summary>
    private static int Explore(OverlapMode[] modes, List<(int Actor, Step Step)> schedule)
    {
        using var world = new World(modes);
        foreach (var (actor, step) in schedule)
        {
            world.Do(actor, step);
        }

        var possible = world.PossibleSteps().ToArray();
        if (possible.Length == 0)
        {
            world.CheckEnd(schedule);
            return 1;
        }

        var schedules = 0;
        foreach (var next in possible)
        {
            schedule.Add(next);
            schedules += Explore(modes, schedule);
            schedule.RemoveAt(schedule.Count - 1);
        }

        return schedules;
    }

    private static IEnumerable<OverlapMode[]> Combinations(int length) =>
        Enumerable.Range(0, 1 << length).Select(bits => Enumerable.Range(0, length)
            .Select(i => (bits & (1 << i)) != 0 ? OverlapMode.Exclusive : OverlapMode.Shared)
            .ToArray());

    /// <summary>The lock, its actors, and what must hold after each step.</summary>
    private sealed class World(OverlapMode[] modes) : IDisposable
    {
        private readonly FairLock<object> _lock = new();
        private readonly Task<object?>?[] _turns = new Task<object?>?[modes.Length];
        private readonly CancellationTokenSource[] _cancellations = modes.Select(_ => new CancellationTokenSource()).ToArray();
        private readonly bool[] _done = new bool[modes.Length];
        private readonly List<int> _arrivals = [];

        public IEnumerable<(int Actor, Step Step)> PossibleSteps()
        {
            for (var actor = 0; actor < modes.Length; actor++)
            {
                if (_turns[actor] is not { } turn)
                {
                    yield return (actor, Step.Ask);
                }
                else if (IsHolding(actor))
                {
                    yield return (actor, Step.Release);
                }
                else if (!turn.IsCompleted)
                {
                    yield return (actor, Step.GiveUp);
                }
            }
        }

        public void Do(int actor, Step step)
        {
            var holdersBefore = Holders();
            switch (step)
            {
                case Step.Ask:
                    _arrivals.Add(actor);
                    _turns[actor] = _lock.AcquireAsync(modes[actor], _cancellations[actor].Token);
                    break;
                case Step.GiveUp:
                    _cancellations[actor].Cancel();
                    _done[actor] = true;
                    break;
                default:
                    _done[actor] = true;
                    if (modes[actor] == OverlapMode.Shared || !_lock.TryHandOver(this))
                    {
                        _lock.Release(modes[actor]);
                    }

                    break;
            }

            CheckExclusion();
            CheckNobodyIsForgotten();
            CheckOrder(holdersBefore);
        }

        public void CheckEnd(IEnumerable<(int Actor, Step Step)> schedule)
        {
            for (var actor = 0; actor < modes.Length; actor++)
            {
                Assert.True(_done[actor], $"Actor {actor} never came to its turn in: {string.Join(", ", schedule)}");
            }
        }

        public void Dispose() => Array.ForEach(_cancellations, cancellation => cancellation.Dispose());

        private bool IsHolding(int actor) => !_done[actor] && _turns[actor] is { IsCompletedSuccessfully: true };

        private int[] Holders() => Enumerable.Range(0, modes.Length).Where(IsHolding).ToArray();

        private int[] Waiting() => _arrivals.Where(actor => !_done[actor] && !_turns[actor]!.IsCompleted).ToArray();

        private void CheckExclusion()
        {
            var holders = Holders();
            Assert.True(
                holders.Length <= 1 || holders.All(actor => modes[actor] == OverlapMode.Shared), "An exclusive hold was not alone.");
        }

        private void CheckNobodyIsForgotten()
        {
            if (Waiting() is [var first, ..])
            {
                var holders = Holders();
                Assert.True(holders.Length > 0, "Somebody waits though nobody holds the lock.");
                Assert.True(
                    modes[first] == OverlapMode.Exclusive || holders.Any(actor => modes[actor] == OverlapMode.Exclusive),
                    "The first in the queue waits for nobody.");
            }
        }

        /// <summary>Nobody overtakes an earlier request, but for exclusive ones that follow an exclusive one in its group.</summary>
        private void CheckOrder(int[] holdersBefore)
        {
            var waiting = Waiting();
            foreach (var admitted in Holders().Except(holdersBefore))
            {
                var overtaken = waiting.Where(other => _arrivals.IndexOf(other) < _arrivals.IndexOf(admitted)).ToArray();
                Assert.True(
                    overtaken.Length == 0
                    || (modes[admitted] == OverlapMode.Exclusive && overtaken.All(other => modes[other] == OverlapMode.Shared)),
                    "A request overtook an earlier one.");
            }
        }
    }
}
