namespace ImageGuard;

/// <summary>The engine, or for a pull the registry, has no such image.</summary>
public sealed class ImageNotFoundException(ImageFailure failure, Exception? innerException = null)
    : ImageGuardException(failure, innerException);
