namespace ImageGuard;

/// <summary>
/// An image vanished during the operation that made or read it, or the engine reported success and it cannot be found (S1, S6, S9):
/// somebody removes images without the guard.
/// </summary>
public sealed class ImageLostException(ImageFailure failure, Exception? innerException = null)
    : ImageGuardException(failure, innerException);
