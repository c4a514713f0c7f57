namespace ImageGuard;

/// <summary>How an image came to be without a name.</summary>
public enum UnnamedCause
{
    /// <summary>Nothing tells.</summary>
    Unknown,

    /// <summary>Its last name was given to another image.</summary>
    TagTakenOver,

    /// <summary>It was saved by its ID, so that the archive held no name, and loaded (S8).</summary>
    SavedById,

    /// <summary>The build that made it failed or broke off before it set the name.</summary>
    Interrupted,

    /// <summary>Its last name was removed by force while a container used it (S11).</summary>
    ForcedAway,

    /// <summary>Builds of one name ran at a time; the later one took the name over (S4).</summary>
    OverlappingBuild,

    /// <summary>It is a step of an image that was built here, and part of it.</summary>
    BuildIntermediate,

    /// <summary>It was committed or imported without a name.</summary>
    MadeWithoutName,
}
