namespace ImageGuard;

/// <summary>A container that uses an image.</summary>
/// <param name="Id">Its full ID.</param>
/// <param name="Name">Its name, without the leading slash.</param>
/// <param name="IsRunning">Whether it is running or paused; else it is stopped, or was only created.</param>
public sealed record ContainerUse(string Id, string Name, bool IsRunning)
{
    /// <summary>In words: <c>web (running)</c>.</summary>
    public override string ToString() => $"{Name} ({(IsRunning ? "running" : "stopped")})";
}
