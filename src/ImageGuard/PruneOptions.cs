namespace ImageGuard;

/// <summary>Which images a prune removes. Images that containers use stay in any case.</summary>
public sealed class PruneOptions
{
    /// <summary>Whether only unnamed images go (S5). Default: true. With false, all that no container uses go.</summary>
    public bool OnlyUnnamed { get; set; } = true;

    /// <summary>Only images that were built longer ago than this. Default: null, of any age.</summary>
    public TimeSpan? OlderThan { get; set; }
}
