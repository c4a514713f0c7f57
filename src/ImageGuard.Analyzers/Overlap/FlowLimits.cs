namespace ImageGuard.Analyzers.Overlap;

/// <summary>
/// How far the walk goes. Code beyond a limit is taken to do nothing: what is not seen is not reported, and no code, however large or
/// entangled, makes a build slow.
/// </summary>
internal static class FlowLimits
{
    /// <summary>How deep functions of one member, and methods that are given functions, are walked into one another.</summary>
    public const int Functions = 12;

    /// <summary>How many operations of Roslyn one walk looks at, lest loops within loops multiply without end.</summary>
    public const int Visits = 50_000;

    /// <summary>How deep expressions and statements are nested, over all methods that are being walked: the stack is as long as it is.</summary>
    public const int Nesting = 1_000;

    /// <summary>How many image operations are followed from their start to their end at a time.</summary>
    public const int InFlight = 256;

    /// <summary>How many image operations a method has in its summary. One with more is a program of its own, and is not followed into.</summary>
    public const int Operations = 64;

    /// <summary>How many methods call one another on the way to an operation.</summary>
    public const int Calls = 24;

    /// <summary>How many summaries that cannot be shared, for their methods call one another in circles, are made for one body.</summary>
    public const int UnsharedSummaries = 32;
}
