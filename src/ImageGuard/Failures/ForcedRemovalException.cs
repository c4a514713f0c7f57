namespace ImageGuard;

/// <summary>Code that uses the guarded client asked for a forced removal (S11); nothing was removed.</summary>
public sealed class ForcedRemovalException(ImageFailure failure) : ImageGuardException(failure);
