namespace ImageGuard;

/// <summary>An archive of images is damaged, incomplete, or does not hold what was asked for.</summary>
public sealed class ImageArchiveException(
    ImageFailure failure, IReadOnlyList<string> problems, Exception? innerException = null)
    : ImageGuardException(failure, $"{failure} Found: {string.Join("; ", problems)}.", innerException)
{
    /// <summary>What is wrong with it, one clause each: <c>layer 4ac5….tar is missing</c>.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}
