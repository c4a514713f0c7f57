namespace ImageGuard;

/// <summary>What becomes of operations whose journal cannot be used, because its folder is full, read-only, or closed to the user.</summary>
public enum JournalPolicy
{
    /// <summary>They are not started (<see cref="JournalException"/>).</summary>
    Required,

    /// <summary>They run without a journal, and the log says so: what a power cut does to them is not noticed.</summary>
    WherePossible,

    /// <summary>There is no journal.</summary>
    None,
}
