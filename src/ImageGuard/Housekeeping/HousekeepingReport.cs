namespace ImageGuard;

/// <summary>What housekeeping found and did.</summary>
/// <param name="ImagesBefore">How many images there were, intermediate ones included.</param>
/// <param name="ImagesAfter">How many are left, or would be.</param>
/// <param name="BytesBefore">What the layers took; null where the budget does not limit that.</param>
/// <param name="BytesAfter">What they take now, or would; null where the budget does not limit that.</param>
/// <param name="IsWithinBudget">Whether no high mark is exceeded any more.</param>
/// <param name="Freed">What was removed, or would be, in order.</param>
/// <param name="InTheWay">What was to go before that, and stays.</param>
public sealed record HousekeepingReport(
    long ImagesBefore,
    long ImagesAfter,
    long? BytesBefore,
    long? BytesAfter,
    bool IsWithinBudget,
    IReadOnlyList<FreedImage> Freed,
    IReadOnlyList<KeptImage> InTheWay);
