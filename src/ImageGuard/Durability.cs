namespace ImageGuard;

/// <summary>
/// When an operation that has succeeded is safe from a power cut. Engines write an image's metadata to disk at once and its data half a
/// minute later, so that until then a power cut leaves an image that is listed and empty, or brings a removed one back (S2).
/// </summary>
public enum Durability
{
    /// <summary>
    /// Before it returns, where the engine's data can be forced to disk from here: on this machine. On an engine elsewhere, as
    /// <see cref="Background"/>. Where the disk fails, the operation throws <see cref="NotDurableException"/>.
    /// </summary>
    Flush,

    /// <summary>
    /// A little after it returns. The journal remembers until then, so that after a power cut a recovery verifies the image, and repairs it
    /// where that can be done. On an engine elsewhere, whose data cannot be forced to disk, it is verified after
    /// <see cref="ImageGuardOptions.WriteBackTime"/>.
    /// </summary>
    Background,

    /// <summary>When the engine's machine sees fit. Only operations that were interrupted are recovered.</summary>
    None,
}
