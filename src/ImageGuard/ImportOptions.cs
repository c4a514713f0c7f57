namespace ImageGuard;

/// <summary>How an image is made from the archive of a file system.</summary>
public sealed class ImportOptions
{
    /// <summary>The message of the image's only layer.</summary>
    public string? Message { get; set; }

    /// <summary>Dockerfile instructions to apply: <c>CMD ["/bin/app"]</c>.</summary>
    public IList<string> Changes { get; } = [];

    /// <summary>The platform that the files are made for: <c>linux/arm64</c>. Null: the engine's own.</summary>
    public string? Platform { get; set; }
}
