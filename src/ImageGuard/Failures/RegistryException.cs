namespace ImageGuard;

/// <summary>A registry could not be reached, or sent something that does not match its digest.</summary>
public sealed class RegistryException(ImageFailure failure, Exception? innerException = null)
    : ImageGuardException(failure, innerException);
