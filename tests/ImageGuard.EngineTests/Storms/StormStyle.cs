namespace ImageGuard.EngineTests.Storms;

/// <summary>How a process of a storm does its operations.</summary>
internal enum StormStyle
{
    /// <summary>With Docker.DotNet, as it is.</summary>
    Unguarded,

    /// <summary>With the same code, and a guarded client.</summary>
    GuardedClient,

    /// <summary>With the guard's own methods.</summary>
    Guard,
}
