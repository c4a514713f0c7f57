using System.Globalization;
using System.Text;

namespace ImageGuard.Benchmarks;

/// <summary>
/// Simulates an engine that many builders share: how long they wait for the engine's lock, which each build shares, while unnamed images
/// are removed, for which it is exclusive. Time is virtual; the lock serves in order of arrival, as the guard's does.
/// </summary>
internal sealed class LockTraffic
{
    private const double Hours = 24;
    private const double ThinkSeconds = 60;
    private const double RemovalSeconds = 0.05;
    private const double SecondsBetweenRemovals = 60;
    private const int Seed = 7;

    private readonly Random _random = new(Seed);
    private readonly PriorityQueue<Action, double> _agenda = new();
    private readonly Queue<double> _queue = new();
    private readonly List<double> _waits = [];
    private readonly double _buildSeconds;
    private readonly double _patience;
    private double _now;
    private int _running;
    private bool _exclusiveWaits;
    private bool _exclusiveHolds;
    private int _attempts;
    private int _removals;

    private LockTraffic(int builders, double buildSeconds, double patience)
    {
        _buildSeconds = buildSeconds;
        _patience = patience;
        for (var i = 0; i < builders; i++)
        {
            At(Exponential(ThinkSeconds), Ask);
        }

        At(SecondsBetweenRemovals, TryExclusive);
    }

    /// <summary>The documented table.</summary>
    public static string Describe()
    {
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"""

            ## Lock traffic, simulated

            {Hours:0} hours in virtual time: each builder pauses for {ThinkSeconds:0} seconds on average between two builds; every {SecondsBetweenRemovals:0} seconds an unnamed
            image is to be removed, which takes {RemovalSeconds * 1000:0} ms alone on the engine and gives up after its patience. What builders wait is what such removals
            cost; removals of named images make only those wait that use them.

            | builders | a build, s | patience, s | mean wait, ms | 99 % wait less than, ms | longest wait, ms | removals done |
            |---:|---:|---:|---:|---:|---:|---:|

            """));
        foreach (var builders in new[] { 1, 10, 50 })
        {
            foreach (var (buildSeconds, patience) in new[] { (5.0, 2.0), (60.0, 2.0), (60.0, 600.0) })
            {
                text.AppendLine(new LockTraffic(builders, buildSeconds, patience).Run(builders));
            }
        }

        return text.ToString().TrimEnd();
    }

    private string Run(int builders)
    {
        while (_agenda.TryDequeue(out var happen, out var time) && time < Hours * 3600)
        {
            _now = time;
            happen();
        }

        _waits.Sort();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {builders} | {_buildSeconds:0} | {_patience:0} | {_waits.Average() * 1000:0} | {_waits[(int)(_waits.Count * 0.99)] * 1000:0} | {_waits[^1] * 1000:0} | {(double)_removals / _attempts:0 %} |");
    }

    private void Ask()
    {
        if (_exclusiveWaits || _exclusiveHolds)
        {
            _queue.Enqueue(_now);
        }
        else
        {
            Begin(asked: _now);
        }
    }

    private void Begin(double asked)
    {
        _waits.Add(_now - asked);
        _running++;
        At(Exponential(_buildSeconds), End);
    }

    private void End()
    {
        _running--;
        At(Exponential(ThinkSeconds), Ask);
        if (_exclusiveWaits && _running == 0)
        {
            Hold();
        }
    }

    private void TryExclusive()
    {
        At(SecondsBetweenRemovals, TryExclusive);
        if (_exclusiveWaits || _exclusiveHolds)
        {
            return;
        }

        _attempts++;
        _exclusiveWaits = true;
        if (_running == 0)
        {
            Hold();
            return;
        }

        var attempt = _attempts;
        At(_patience, () => GiveUp(attempt));
    }

    private void GiveUp(int attempt)
    {
        if (_exclusiveWaits && attempt == _attempts)
        {
            _exclusiveWaits = false;
            AdmitAll();
        }
    }

    private void Hold()
    {
        (_exclusiveWaits, _exclusiveHolds) = (false, true);
        _removals++;
        At(RemovalSeconds, () =>
        {
            _exclusiveHolds = false;
            AdmitAll();
        });
    }

    private void AdmitAll()
    {
        while (_queue.TryDequeue(out var asked))
        {
            Begin(asked);
        }
    }

    private void At(double delay, Action happen) => _agenda.Enqueue(happen, _now + delay);

    private double Exponential(double mean) => -mean * Math.Log(1 - _random.NextDouble());
}
