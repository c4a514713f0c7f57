namespace ImageGuard.Model;

/// <summary>How sure a reader is that something holds for an operation as it stands in the source.</summary>
public enum Certainty
{
    /// <summary>It does not hold, or nothing says that it does.</summary>
    No,

    /// <summary>It holds on some runs: a value decides that is known only at run time.</summary>
    Possible,

    /// <summary>It holds on every run.</summary>
    Certain,
}
