namespace ImageGuard;

/// <summary>How an operation ended whose call broke off.</summary>
public enum SettledOutcome
{
    /// <summary>The engine carried it out.</summary>
    Completed,

    /// <summary>Nothing came of it within the time allowed (<see cref="ImageGuardOptions.SettleTime"/>).</summary>
    NotCompleted,

    /// <summary>The engine could not be asked.</summary>
    Unknown,
}
