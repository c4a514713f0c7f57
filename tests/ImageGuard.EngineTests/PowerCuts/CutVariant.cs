namespace ImageGuard.EngineTests.PowerCuts;

/// <summary>How the guard works whose machine loses its power.</summary>
public enum CutVariant
{
    /// <summary>As it does by itself: what it reports done is on disk.</summary>
    Default,

    /// <summary>It reports first and forces to disk afterwards.</summary>
    Background,

    /// <summary>It runs as a user who may use the engine, but not open its data folder.</summary>
    ClosedDataRoot,
}
