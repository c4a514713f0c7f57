namespace ImageGuard.Scripts.Running;

/// <summary>How far the way through a script has been left: what comes behind does not run on it.</summary>
internal enum WayEnd
{
    /// <summary>It goes on.</summary>
    None,

    /// <summary>Up to the end of the loop: <c>break</c>, <c>continue</c>.</summary>
    Loop,

    /// <summary>Up to the end of the function.</summary>
    Function,

    /// <summary>The whole script.</summary>
    Script,
}

/// <summary>What holds at one point of a script.</summary>
internal sealed class ShellState
{
    public ShellState(ShellVariables variables, object shell)
    {
        Variables = variables;
        Shell = shell;
    }

    private ShellState(ShellState outer, object shell)
        : this(new ShellVariables(outer.Variables), shell)
    {
        Operands = outer.Operands;
        InFlight = [.. outer.InFlight];
        Holds = outer.Holds;
        LastJob = outer.LastJob;
        StopsAtFailure = outer.StopsAtFailure;
        HasPipefail = outer.HasPipefail;
        Engine = outer.Engine;
    }

    public ShellVariables Variables { get; }

    /// <summary>The shell that runs: jobs belong to it.</summary>
    public object Shell { get; }

    /// <summary>The operands of the script or function, or null where they are not known.</summary>
    public IReadOnlyList<CommandWord>? Operands { get; set; }

    public List<Flight> InFlight { get; set; } = [];

    public IReadOnlyList<Hold> Holds { get; set; } = [];

    public Job? LastJob { get; set; }

    public bool StopsAtFailure { get; set; }

    public bool HasPipefail { get; set; }

    /// <summary>The host whose engine commands talk to; null for the one at hand.</summary>
    public string? Engine { get; set; }

    public WayEnd End { get; set; }

    /// <summary>The state at the beginning of one of several ways.</summary>
    public ShellState Fork() => new(this, Shell);

    /// <summary>The state at the beginning of a shell that this one starts.</summary>
    public ShellState ForkShell() => new(this, new object());

    /// <summary>Goes on where ways that began here have met. On those that have ended nothing goes on.</summary>
    public void Join(IReadOnlyList<ShellState> ways, Func<string> newIdentity)
    {
        var open = ways.Where(way => way.End == WayEnd.None).ToArray();
        if (open.Length == 0)
        {
            End = ways.Min(way => way.End);
            InFlight = [.. ways.SelectMany(way => way.InFlight).Distinct()];
            return;
        }

        Variables.Join([.. open.Select(way => way.Variables)], newIdentity);
        InFlight = [.. open.SelectMany(way => way.InFlight).Distinct()];
        Holds = [.. open[0].Holds.Where(hold => open.All(way => way.Holds.Contains(hold)))];
        LastJob = open[open.Length - 1].LastJob;
        StopsAtFailure = open.All(way => way.StopsAtFailure);
        HasPipefail = open.All(way => way.HasPipefail);
        Operands = open.All(way => ReferenceEquals(way.Operands, open[0].Operands)) ? open[0].Operands : null;
    }
}
