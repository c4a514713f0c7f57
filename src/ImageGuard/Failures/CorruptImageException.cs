namespace ImageGuard;

/// <summary>An image on the engine's disk is damaged (S2, S7). Loading or pulling it again repairs nothing until it has been removed.</summary>
public sealed class CorruptImageException(ImageFailure failure, Exception? innerException = null)
    : ImageGuardException(failure, innerException);
