using ImageGuard.Model;
using Microsoft.Extensions.Logging;

namespace ImageGuard.Diagnostics;

/// <summary>Every message that the guard logs.</summary>
internal static partial class GuardLog
{
    [LoggerMessage(1, LogLevel.Debug, "{Operation} of {Images} starts after waiting {WaitMilliseconds:0} ms for its locks.")]
    public static partial void Starting(ILogger logger, ImageOperationKind operation, string images, double waitMilliseconds);

    [LoggerMessage(2, LogLevel.Information, "{Operation} of {Images} completed in {Milliseconds:0} ms.")]
    public static partial void Completed(ILogger logger, ImageOperationKind operation, string images, double milliseconds);

    [LoggerMessage(3, LogLevel.Warning, "{Operation} of {Images} failed: {Reason}")]
    public static partial void Failed(ILogger logger, ImageOperationKind operation, string images, string reason);

    [LoggerMessage(4, LogLevel.Warning, "{Operation} of {Images}, whose call broke off, is settled: {Outcome}.")]
    public static partial void Settled(ILogger logger, ImageOperationKind operation, string images, SettledOutcome outcome);

    [LoggerMessage(5, LogLevel.Warning, "The removal of {Image} was to be forced; it is carried out without force (S11).")]
    public static partial void Unforced(ILogger logger, string image);

    [LoggerMessage(21, LogLevel.Information, "Housekeeping removed {Freed} images; {Images} are left.")]
    public static partial void Freed(ILogger logger, int freed, long images);

    [LoggerMessage(22, LogLevel.Warning, "The image budget is exceeded: {Images} images, and {InTheWay} that should go stay.")]
    public static partial void OverBudget(ILogger logger, long images, int inTheWay);

    [LoggerMessage(23, LogLevel.Warning, "Housekeeping failed and is tried again later.")]
    public static partial void HousekeepingFailed(ILogger logger, Exception failure);

    [LoggerMessage(24, LogLevel.Warning, "The journal cannot be used. When images were last used is known only as far as this guard has seen it.")]
    public static partial void UsesNotKept(ILogger logger, Exception failure);

    [LoggerMessage(31, LogLevel.Warning, "The journal cannot be used. The operation runs without it, and a recovery will not know of it.")]
    public static partial void JournalUnusable(ILogger logger, Exception failure);

    [LoggerMessage(32, LogLevel.Warning, "{Operation} of {Images} is done, but it may not be on disk; the journal keeps it for a recovery.")]
    public static partial void NotSettled(ILogger logger, ImageOperationKind operation, string images, Exception failure);

    [LoggerMessage(33, LogLevel.Warning, "Completed operations may not be on disk; the journal keeps them for a recovery.")]
    public static partial void SettlingFailed(ILogger logger, Exception failure);

    [LoggerMessage(34, LogLevel.Error, "The image {Image} is damaged or gone. Recover it: RecoverAsync, or imageguard recover.")]
    public static partial void Damaged(ILogger logger, string image);

    [LoggerMessage(35, LogLevel.Warning, "Recovery: {Operation}")]
    public static partial void Recovered(ILogger logger, string operation);

    [LoggerMessage(36, LogLevel.Warning, "The recovery failed and is tried again later.")]
    public static partial void RecoveryFailed(ILogger logger, Exception failure);

    [LoggerMessage(37, LogLevel.Warning, "The image {Image} could not be verified: {Reason}.")]
    public static partial void NotComparable(ILogger logger, string image, string reason);
}
