using ImageGuard.Model;

namespace ImageGuard;

/// <summary>The locks that an operation needs were not free in time. Nothing was done.</summary>
public sealed class LockTimeoutException : ImageGuardException
{
    internal LockTimeoutException(
        ImageOperationKind operation, IReadOnlyCollection<string> images, TimeSpan waited, IReadOnlyList<LockHolder> holders)
        : this(new ImageFailure(FailureKind.LockTimeout, operation, ImageFailure.TextOf(images)), waited, holders)
    {
    }

    private LockTimeoutException(ImageFailure failure, TimeSpan waited, IReadOnlyList<LockHolder> holders)
        : base(failure, FormattableString.Invariant($"{failure} Waited {waited.TotalSeconds:0.#} s for: {Describe(holders)}."), null)
    {
        Waited = waited;
        Holders = holders;
    }

    /// <summary>How long the operation waited.</summary>
    public TimeSpan Waited { get; }

    /// <summary>
    /// Who stood in the way: first those on this machine who hold the lock, then those who wait ahead, then those on other machines who hold
    /// it, where <see cref="ImageGuardOptions.Leases"/> tell. Empty where they finished in the last moment.
    /// </summary>
    public IReadOnlyList<LockHolder> Holders { get; }

    private static string Describe(IReadOnlyList<LockHolder> holders) =>
        holders.Count == 0 ? "somebody on another machine, or already gone" : string.Join("; ", holders);
}
