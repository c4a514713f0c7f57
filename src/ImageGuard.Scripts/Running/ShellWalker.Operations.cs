using ImageGuard.Model;

namespace ImageGuard.Scripts.Running;

/// <content>Operations on images, and what runs beside them.</content>
internal sealed partial class ShellWalker
{
    /// <summary>How many operations in flight are looked at: so a script that starts thousands costs no more than its length.</summary>
    private const int MaxInFlight = 64;

    /// <summary>Lists that take up what is performed: one for each background job around.</summary>
    private readonly Stack<List<(ImageOperation Operation, RunConditions Conditions)>> _started = new();

    private bool _isAgain;

    private void Perform(CommandReading reading, string? engine)
    {
        var chosen = reading.Engine ?? engine ?? EngineSetBefore();
        var conditions = new RunConditions($"{_state.Engine} {chosen}", _state.Holds);
        foreach (var removal in reading.ContainerRemovals)
        {
            _findings.ContainerRemoval(WithForceInside(removal), isElsewhere: _state.Engine is not null);
        }

        foreach (var operation in reading.Operations.Select(WithForceInside))
        {
            if (!_isAgain)
            {
                _findings.Operation(operation, isElsewhere: _state.Engine is not null);
            }

            // What is listed again and again beside other operations waits for them.
            var isPolling = operation.Kind == ImageOperationKind.List && _state.InFlight.Count > 0;
            _loopWatch.Performed(operation, isPolling ? [] : _loops);
            _failures.Performed(operation, _fate == Fate.Open && _state.StopsAtFailure ? Fate.Tested : _fate);
            if (OverlapTable.ModeOf(operation.Kind) != OverlapMode.None)
            {
                Meet(operation, conditions);
                if (!reading.IsService)
                {
                    Start(operation, conditions);
                }
            }
        }
    }

    private string? EngineSetBefore() =>
        EngineVariable.Names.Select(name => _state.Variables[name] is { } value ? $"{name}={value.Text ?? value.Identity}" : null).FirstOrDefault(set => set is not null);

    /// <summary>What forces it may come from a variable; then the command as a whole is marked, and the option only where it is written in it.</summary>
    private static ImageOperation WithForceInside(ImageOperation operation) => operation with
    {
        ForceSpan = Inside(operation.Span, operation.ForceSpan),
        KeepsIntermediatesSpan = Inside(operation.Span, operation.KeepsIntermediatesSpan),
    };

    private static ContainerRemoval WithForceInside(ContainerRemoval removal) => removal with { ForceSpan = Inside(removal.Span, removal.ForceSpan) };

    private static SourceSpan? Inside(SourceSpan outer, SourceSpan? inner) =>
        inner is { } span && ReferenceEquals(span.Document, outer.Document) && span.Start >= outer.Start && span.Start + span.Length <= outer.Start + outer.Length
            ? inner
            : null;

    private void Meet(ImageOperation operation, RunConditions conditions)
    {
        foreach (var flight in _state.InFlight)
        {
            if (flight.Conditions.KeepApart(conditions) || LoopValue.KeepsApart(flight.Operation, operation))
            {
                continue;
            }

            if (OverlapTable.RuleBrokenBy(flight.Operation, operation) is { } rule)
            {
                _findings.Overlap(rule, flight, operation);
            }
            else if (Needs(operation, flight.Operation))
            {
                _findings.NotAwaited(flight, $"'{operation.Text}' needs its image", operation.Span);
            }
        }
    }

    /// <summary>Whether one works on the image that the other is still making.</summary>
    private static bool Needs(ImageOperation operation, ImageOperation earlier) =>
        operation.Kind is ImageOperationKind.Tag or ImageOperationKind.Push or ImageOperationKind.Save
        && earlier.Kind is ImageOperationKind.Pull or ImageOperationKind.Build or ImageOperationKind.Commit or ImageOperationKind.Import
        && operation.Images.Take(1).Any(image => earlier.Images.Any(image.IsSurelySameAs));

    private void Start(ImageOperation operation, RunConditions conditions)
    {
        foreach (var started in _started)
        {
            if (started.Count < MaxInFlight)
            {
                started.Add((operation, conditions));
            }
        }
    }

    private void RunInBackground(Action action, string reason)
    {
        var outer = _state;
        var job = new Job(outer.Shell);
        var started = new List<(ImageOperation, RunConditions)>();
        _started.Push(started);
        _state = outer.ForkShell();
        WithFate(Fate.Tested, action);
        _started.Pop();
        var before = outer.InFlight.ToArray();
        Leave(outer);
        outer.InFlight = [.. before.Union(outer.InFlight)];
        foreach (var (operation, conditions) in started)
        {
            if (outer.InFlight.Count < MaxInFlight && !outer.InFlight.Any(flight => ReferenceEquals(flight.Operation, operation)))
            {
                outer.InFlight.Add(new Flight(operation, conditions, reason) { Job = job });
            }
        }

        outer.LastJob = job;
    }

    /// <summary>Runs something of which several run at once: each meets the others.</summary>
    private void RunSeveralAtOnce(Action action, string multiplier)
    {
        var started = new List<(ImageOperation Operation, RunConditions Conditions)>();
        _started.Push(started);
        action();
        _started.Pop();
        var others = started.Select(entry => new Flight(entry.Operation, entry.Conditions, $"'{multiplier}' runs several at once")).ToArray();
        _state.InFlight.AddRange(others);
        Again(action);
        _state.InFlight.RemoveAll(others.Contains);
    }

    /// <summary>Goes through something that has been gone through before, only for what it now runs beside.</summary>
    private void Again(Action action)
    {
        var outer = _isAgain;
        _isAgain = true;
        action();
        _isAgain = outer;
    }

    /// <summary>Goes on in the shell that started this one, which cannot wait for what is left running.</summary>
    private void Leave(ShellState outer)
    {
        foreach (var flight in _state.InFlight.Where(flight => !outer.InFlight.Contains(flight)).ToArray())
        {
            flight.Job = null;
        }

        outer.InFlight = _state.InFlight;
        _state = outer;
    }

    /// <summary>Some jobs of this shell have ended; null for all.</summary>
    private void Complete(IReadOnlyCollection<Job>? jobs)
    {
        foreach (var flight in _state.InFlight.Where(flight => flight.Job is { } job && job.Shell == _state.Shell && (jobs is null || jobs.Contains(job))).ToArray())
        {
            flight.IsWaitedFor = true;
            _state.InFlight.Remove(flight);
        }
    }

    /// <summary>Something waits for processes, whoever has started them.</summary>
    private void WaitForAll()
    {
        WaitForSome();
        _state.InFlight.Clear();
    }

    /// <summary>Processes are ended, whoever has started them; null for all.</summary>
    private void Kill(IReadOnlyCollection<Job>? jobs) =>
        _state.InFlight.RemoveAll(flight => jobs is null || (flight.Job is { } job && jobs.Contains(job)));

    /// <summary>Something waits, though not for certain long enough.</summary>
    private void WaitForSome()
    {
        foreach (var flight in _state.InFlight)
        {
            flight.IsWaitedFor = true;
        }
    }

    private void EndShell()
    {
        foreach (var flight in _state.InFlight.Where(flight => !flight.IsWaitedFor))
        {
            _findings.NotAwaited(flight, "the script ends without waiting for it", use: null);
            flight.IsWaitedFor = true;
        }
    }

    private void Hold(string name, bool isShared) => _state.Holds = [.. _state.Holds, new Hold(name, isShared)];

    private void Release(string name) => _state.Holds = [.. _state.Holds.Where(hold => hold.Lock != name)];

    private void WithHold(CommandWord? file, bool isShared, Action action)
    {
        if (file is null)
        {
            action();
            return;
        }

        var outer = _state.Holds;
        Hold(NameOf(file), isShared);
        action();
        _state.Holds = outer;
    }

    private static string NameOf(CommandWord word) => word.Text ?? word.Variable as string ?? word.ToString();
}
