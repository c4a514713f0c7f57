namespace ImageGuard;

/// <summary>What becomes of a forced removal that code asks for through the guarded client.</summary>
public enum ForcedRemovalPolicy
{
    /// <summary>It throws <see cref="ForcedRemovalException"/>, and nothing is removed.</summary>
    Refuse,

    /// <summary>A warning is logged and the removal is carried out without force.</summary>
    RemoveUnforced,
}
