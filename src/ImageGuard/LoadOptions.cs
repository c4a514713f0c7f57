namespace ImageGuard;

/// <summary>How an archive is loaded.</summary>
public sealed class LoadOptions
{
    /// <summary>The name that the image gets where the archive holds one image without a name, as one saved by ID does (S8).</summary>
    public string? NameForUnnamed { get; set; }

    /// <summary>
    /// Whether an archive with unnamed images is loaded although <see cref="NameForUnnamed"/> names none. Default: false; it throws
    /// <see cref="UnnamedImageException"/> where the stream can be read ahead.
    /// </summary>
    public bool AllowUnnamed { get; set; }
}
