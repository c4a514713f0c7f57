namespace ImageGuard;

/// <summary>
/// An image without a name was to be saved or loaded: an archive that holds no name makes an unnamed image of it (S8).
/// </summary>
public sealed class UnnamedImageException(ImageFailure failure) : ImageGuardException(failure);
