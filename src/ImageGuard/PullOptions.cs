using Docker.DotNet.Models;

namespace ImageGuard;

/// <summary>How an image is pulled.</summary>
public sealed class PullOptions
{
    /// <summary>Credentials for the registry, or null.</summary>
    public AuthConfig? Credentials { get; set; }

    /// <summary>The platform of the image where it is made for several: <c>linux/arm64</c>. Null: the engine's own.</summary>
    public string? Platform { get; set; }
}
