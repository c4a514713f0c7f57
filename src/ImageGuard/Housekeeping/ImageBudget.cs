namespace ImageGuard;

/// <summary>
/// How many images an engine may keep (S3). A mark that is null does not count. Images go when a high mark is exceeded, least recently used
/// first, until the low mark is reached.
/// </summary>
public sealed class ImageBudget
{
    internal static readonly TimeSpan DefaultMinimumAge = TimeSpan.FromMinutes(2);

    private const double DefaultLowMark = 0.8;

    /// <summary>The most images, as <c>docker info</c> counts them: intermediate ones included. Default: null.</summary>
    public int? MaxImages { get; set; }

    /// <summary>The most bytes that the images' layers may take, a layer that several images share counted once. Default: null.</summary>
    public long? MaxBytes { get; set; }

    /// <summary>Images that were not used for so long go, whatever the other marks say. Default: null.</summary>
    public TimeSpan? MaxAge { get; set; }

    /// <summary>The part of <see cref="MaxImages"/> and <see cref="MaxBytes"/> down to which images are removed. Default: 0.8.</summary>
    public double LowMark { get; set; } = DefaultLowMark;

    /// <summary>
    /// What was made, brought or used since then stays: somebody may be about to use it. Default: 2 minutes.
    /// </summary>
    public TimeSpan MinimumAge { get; set; } = DefaultMinimumAge;

    /// <summary>
    /// Names of images that stay, with <c>*</c> for any text: <c>alpine:3.20</c>, <c>registry.example/base/*</c>. A name without a tag means
    /// all tags.
    /// </summary>
    public IList<string> ProtectedNames { get; } = [];

    /// <summary>Labels of images that stay: <c>keep</c>, or <c>keep=yes</c>.</summary>
    public IList<string> ProtectedLabels { get; } = [];

    /// <summary>Whether the number alone tells that nothing is to be done.</summary>
    internal bool IsKeptBy(long images) => images <= MaxImages && MaxBytes is null && MaxAge is null;

    /// <exception cref="ArgumentException">It limits nothing, or a mark makes no sense.</exception>
    internal void Validate()
    {
        if (MaxImages is null && MaxBytes is null && MaxAge is null)
        {
            throw new ArgumentException("A budget needs at least one of MaxImages, MaxBytes and MaxAge.");
        }

        if (MaxImages < 0 || MaxBytes < 0 || MaxAge < TimeSpan.Zero || MinimumAge < TimeSpan.Zero || LowMark is not (>= 0 and <= 1))
        {
            throw new ArgumentException("Marks must not be negative, and LowMark must be between 0 and 1.");
        }
    }
}
