namespace ImageGuard;

/// <summary>How an image is verified.</summary>
public sealed class VerifyOptions
{
    /// <summary>
    /// Whether only the sizes of files are compared, not their contents: finds the empty and the cut-off files that a power cut leaves.
    /// On Docker's classic store the engine compares the contents all the same. Default: false.
    /// </summary>
    public bool Quick { get; set; }
}
