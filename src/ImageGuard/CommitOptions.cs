namespace ImageGuard;

/// <summary>How an image is made from a container.</summary>
public sealed class CommitOptions
{
    /// <summary>Who made it.</summary>
    public string? Author { get; set; }

    /// <summary>A comment.</summary>
    public string? Comment { get; set; }

    /// <summary>Dockerfile instructions to apply: <c>CMD ["/bin/app"]</c>.</summary>
    public IList<string> Changes { get; } = [];
}
