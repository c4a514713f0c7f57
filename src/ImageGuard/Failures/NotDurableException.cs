namespace ImageGuard;

/// <summary>
/// The engine has carried the operation out, and the guard has checked that, but the disk has failed when the data was forced to it
/// (<see cref="Durability.Flush"/>): a power cut may take the result back or leave it damaged (S2). The journal keeps the operation, so that a
/// recovery verifies its images once the machine has been started anew. The inner exception holds the system's words.
/// </summary>
public sealed class NotDurableException(ImageFailure failure, IOException innerException)
    : ImageGuardException(failure, innerException);
