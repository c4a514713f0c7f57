namespace ImageGuard;

/// <summary>What went wrong, independent of the engine and of the words it chose.</summary>
public enum FailureKind
{
    /// <summary>The engine's answer fits no known class.</summary>
    Other,

    /// <summary>The engine has no such image.</summary>
    NotFound,

    /// <summary>The name does not follow the grammar of references.</summary>
    InvalidReference,

    /// <summary>Containers use the image.</summary>
    InUse,

    /// <summary>The ID has several names and was to be removed at once.</summary>
    MultipleReferences,

    /// <summary>Other images are made from this one.</summary>
    HasChildren,

    /// <summary>The engine is pruning already.</summary>
    PruneRunning,

    /// <summary>Somebody outside the guard removed a part of the image during the operation (S1, S6, S9).</summary>
    LostRace,

    /// <summary>The image on the engine's disk is damaged (S2, S7).</summary>
    CorruptImage,

    /// <summary>The archive or build context is damaged, incomplete or of an unknown format.</summary>
    CorruptArchive,

    /// <summary>What arrived from the registry does not match its digest.</summary>
    CorruptTransfer,

    /// <summary>The registry has no such image.</summary>
    RegistryNotFound,

    /// <summary>The registry cannot be reached.</summary>
    RegistryUnreachable,

    /// <summary>The engine reported success, but the image cannot be found by its name (S1).</summary>
    MissingAfterSuccess,

    /// <summary>The image has no name, and the operation would lose it (S8).</summary>
    Unnamed,

    /// <summary>A forced removal was asked for (S11).</summary>
    ForcedRemoval,

    /// <summary>The locks that the operation needs were not free in time.</summary>
    LockTimeout,

    /// <summary>The call was cancelled or broke off; the engine may have gone on.</summary>
    UnknownOutcome,

    /// <summary>A lock was lost while the operation ran, such as with the connection that held it; others may have come between.</summary>
    LockLost,

    /// <summary>The server that keeps the locks between machines refuses, or was away for as long as the operation waits for its locks.</summary>
    LockServer,

    /// <summary>
    /// The engine has carried it out, and the guard has checked that, but the data could not be forced to disk: the disk has failed (S2).
    /// </summary>
    NotDurable,

    /// <summary>
    /// The engine reported success, but has kept only a part of what it pulled, and does not list the image: it had unpacked the other layers
    /// for another image, and has not fetched them (moby#49784).
    /// </summary>
    NotKept,

    /// <summary>
    /// The engine reported success, but has made the image of a layer that a power cut had damaged before, and that it keeps for the operation
    /// which was cut off (S2, S7).
    /// </summary>
    DamageKept,
}
