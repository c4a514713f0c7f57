namespace ImageGuard.Journal;

/// <summary>How far an operation has come. The last three are final.</summary>
internal enum JournalState
{
    /// <summary>The engine is about to be called, or was.</summary>
    Started,

    /// <summary>The engine has reported success and the result is checked; whether it is on disk nobody knows yet.</summary>
    Completed,

    /// <summary>It is on disk: a power cut does not undo it any more.</summary>
    Settled,

    /// <summary>It was interrupted, or not on disk when power failed; a recovery has dealt with it.</summary>
    Recovered,

    /// <summary>It failed, and whoever called it knows.</summary>
    Abandoned,
}
